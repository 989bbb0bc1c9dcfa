package livekit.routes.room;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.protobuf.ProtobufMapper;
import com.fasterxml.jackson.dataformat.protobuf.schema.ProtobufSchema;
import com.fasterxml.jackson.dataformat.protobuf.schema.ProtobufSchemaLoader;
import java.io.IOException;
import java.util.List;
import org.apache.camel.component.jackson.SchemaResolver;

/**
 * The protobuf of ListRooms, as far as it is used: names, and of a room its name and its metadata.
 * Twirp speaks it beside JSON, and a list of many rooms costs LiveKit a half of what JSON does, and
 * us less.
 *
 * <p>Source: livekit/protocol, livekit_room.proto and livekit_models.proto. A number of a field
 * never changes its meaning there; a field that is not named here is skipped.
 */
public final class RoomsProtobuf {
  /** Reads and writes the two messages; strict about nothing, since protobuf skips by design. */
  public static final ObjectMapper MAPPER =
      ProtobufMapper.builder().enable(JsonParser.Feature.IGNORE_UNDEFINED).build();

  private static final ProtobufSchema REQUEST =
      schema("message ListRoomsRequest { repeated string names = 1; }");

  private static final ProtobufSchema RESPONSE =
      schema(
          """
          message ListRoomsResponse { repeated Room rooms = 1; }
          message Room { optional string name = 2; optional string metadata = 8; }
          """);

  private RoomsProtobuf() {}

  /**
   * Which rooms are asked for.
   *
   * @param names not empty: none would mean all
   */
  public record Names(List<String> names) {}

  /** Has Camel's data format write {@link Names}. */
  public static SchemaResolver request() {
    return exchange -> REQUEST;
  }

  /** Has Camel's data format read {@link ListedRooms}. */
  public static SchemaResolver response() {
    return exchange -> RESPONSE;
  }

  /** Reads {@link Names}, for who stands in for LiveKit. */
  public static ObjectReader namesReader() {
    return MAPPER.readerFor(Names.class).with(REQUEST);
  }

  /** Reads {@link ListedRooms}, for who looks at what LiveKit answers. */
  public static ObjectReader roomsReader() {
    return MAPPER.readerFor(ListedRooms.class).with(RESPONSE);
  }

  /** Writes {@link ListedRooms}, for who stands in for LiveKit. */
  public static ObjectWriter roomsWriter() {
    return MAPPER.writerFor(ListedRooms.class).with(RESPONSE);
  }

  private static ProtobufSchema schema(String text) {
    try {
      return ProtobufSchemaLoader.std.parse(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
