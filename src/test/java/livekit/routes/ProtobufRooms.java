package livekit.routes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import livekit.routes.room.RoomInfo;
import livekit.routes.room.RoomInfos;
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
      return RoomsProtobuf.names(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer that LiveKit's JSON says. */
  public static byte[] list(String json) {
    try {
      return RoomsProtobuf.answer(JSON.readValue(json, RoomInfos.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer as LiveKit's JSON would say it. */
  public static JsonNode json(byte[] answer) {
    List<RoomInfo> rooms = new ArrayList<>();
    RoomsProtobuf.read(new ByteArrayInputStream(answer), (room, bytes) -> rooms.add(room));
    return JSON.valueToTree(new RoomInfos(rooms));
  }

  /** What a server does that answers so. */
  public static Behaviour answer(byte[] body) {
    return Behaviour.answer(200, body, "Content-Type: application/protobuf");
  }
}
