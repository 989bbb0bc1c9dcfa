package livekit.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.apache.camel.component.bean.DefaultParameterMappingStrategy;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.spi.Registry;

/**
 * What Camel 4 keeps in static fields: the context that was loaded last, also when it has stopped.
 * Of a set of routes that is 10 MB, and whoever asks these fields is answered from its registry and
 * by its converters.
 */
final class LastContext {
  /** What a method of a bean may take without saying where from. */
  private static final List<Class<?>> PARAMETERS =
      List.of(
          Exchange.class,
          Message.class,
          Exception.class,
          TypeConverter.class,
          Registry.class,
          CamelContext.class);

  private LastContext() {}

  /** Has these fields know this context, as if it were the last one. */
  static void set(CamelContext context) {
    ((SimpleLanguage) context.resolveLanguage("simple")).start();
    for (Class<?> type : PARAMETERS) {
      DefaultParameterMappingStrategy.INSTANCE
          .getDefaultParameterTypeExpression(type)
          .init(context);
    }
  }
}
