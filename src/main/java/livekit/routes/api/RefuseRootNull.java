package livekit.routes.api;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Makes the body {@code null} an error where a record is asked for. Jackson answers it with Java's
 * null, which every step after it would have to expect.
 */
final class RefuseRootNull extends BeanDeserializerModifier {
  private static final long serialVersionUID = 1L;

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
    return type.getBeanClass().isRecord() ? new RecordDeserializer(deserializer) : deserializer;
  }

  private static final class RecordDeserializer extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    RecordDeserializer(JsonDeserializer<?> delegate) {
      super(delegate);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
      return new RecordDeserializer(delegate);
    }

    @Override
    public Object getNullValue(DeserializationContext context) throws JsonMappingException {
      if (context.getParser() != null && context.getParser().getParsingContext().inRoot()) {
        return context.reportInputMismatch(handledType(), "null in place of an object");
      }
      return super.getNullValue(context);
    }
  }
}
