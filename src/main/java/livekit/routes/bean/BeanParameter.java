package livekit.routes.bean;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;

/**
 * Where the value of a method's parameter comes from: by Camel's rules a variable where {@link
 * Variable} names one, the exchange or its message where the type says so, and else the body.
 */
record BeanParameter(Class<?> type, Function<Exchange, Object> source) {
  /**
   * The parameters of a method.
   *
   * @return empty where Camel has rules for one of them that are not known here
   */
  static Optional<List<BeanParameter>> of(Method method) {
    List<BeanParameter> parameters = new ArrayList<>();
    for (Parameter each : method.getParameters()) {
      Function<Exchange, Object> source = source(each, parameters.isEmpty());
      if (source == null) {
        return Optional.empty();
      }
      parameters.add(new BeanParameter(each.getType(), source));
    }
    return Optional.of(parameters);
  }

  private static Function<Exchange, Object> source(Parameter parameter, boolean first) {
    Class<?> type = parameter.getType();
    Variable variable = parameter.getAnnotation(Variable.class);
    if (variable != null) {
      String name = variable.value();
      return type.isPrimitive() || name.isEmpty() || name.indexOf(':') >= 0
          ? null
          : exchange -> exchange.getVariable(name);
    }
    if (type == Exchange.class) {
      return exchange -> exchange;
    }
    if (type == Message.class) {
      return Exchange::getIn;
    }
    boolean body =
        parameter.isAnnotationPresent(Body.class)
            || first && parameter.getAnnotations().length == 0;
    // Camel has other rules for types of its own, and for an exception.
    return body
            && !type.isPrimitive()
            && type != Exception.class
            && !type.getName().startsWith("org.apache.camel.")
        ? exchange -> exchange.getIn().getBody()
        : null;
  }

  Object read(Exchange exchange) {
    return source.apply(exchange);
  }

  /** Whether it is of the method's type; Camel hands null on as it is. */
  boolean takes(Object value) {
    return value == null || type.isInstance(value);
  }
}
