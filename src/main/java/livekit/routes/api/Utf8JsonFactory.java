package livekit.routes.api;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JSON in UTF-8 only (RFC 8259, section 8.1). Jackson would guess UTF-16 or UTF-32 from the
 * first bytes, and whoever else looks at a body, such as a proxy with rules, reads it as UTF-8.
 */
final class Utf8JsonFactory extends JsonFactory {
  private static final long serialVersionUID = 1;

  Utf8JsonFactory(JsonFactoryBuilder settings) {
    super(settings);
  }

  private Utf8JsonFactory(Utf8JsonFactory other) {
    super(other, null);
  }

  @Override
  public JsonFactory copy() {
    return new Utf8JsonFactory(this);
  }

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
    return requireUtf8(super._createParser(in, context), context);
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context)
      throws IOException {
    return requireUtf8(super._createParser(data, offset, length, context), context);
  }

  private static JsonParser requireUtf8(JsonParser parser, IOContext context) throws IOException {
    if (context.getEncoding() != JsonEncoding.UTF8) {
      parser.close();
      throw new JsonParseException(parser, "not UTF-8");
    }
    return parser;
  }
}
