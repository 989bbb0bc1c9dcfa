package livekit.routes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import livekit.routes.room.ListedRooms;
import livekit.routes.room.RoomsProtobuf;
import livekit.routes.twirp.Behaviour;

/** ListRooms as the gateway and a LiveKit of the tests speak it: protobuf. */
public final class ProtobufRooms {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ProtobufRooms() {}

  /** The names in a request. */
  public static List<String> names(byte[] request) {
    try {
      RoomsProtobuf.Names names = RoomsProtobuf.namesReader().readValue(request);
      return names.names() == null ? List.of() : names.names();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer that LiveKit's JSON says. */
  public static byte[] list(String json) {
    try {
      return RoomsProtobuf.roomsWriter().writeValueAsBytes(JSON.readValue(json, ListedRooms.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer as LiveKit's JSON would say it. */
  public static JsonNode json(byte[] answer) {
    try {
      return JSON.valueToTree(RoomsProtobuf.roomsReader().readValue(answer, ListedRooms.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a server does that answers so. */
  public static Behaviour answer(byte[] body) {
    return Behaviour.answer(200, body, "Content-Type: application/protobuf");
  }
}
