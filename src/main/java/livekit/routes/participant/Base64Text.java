package livekit.routes.participant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Reads bytes from base64 alone; Jackson takes a list of numbers for bytes, too. */
final class Base64Text extends StdDeserializer<byte[]> {
  private static final long serialVersionUID = 1L;

  Base64Text() {
    super(byte[].class);
  }

  @Override
  public byte[] deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return (byte[]) context.handleUnexpectedToken(byte[].class, json);
    }
    try {
      return context.getBase64Variant().decode(json.getText());
    } catch (IllegalArgumentException e) {
      // Its message quotes the text.
      return (byte[]) context.handleWeirdStringValue(byte[].class, "", "expected base64");
    }
  }
}
