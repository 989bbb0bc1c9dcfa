package livekit.routes.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.room.RoomInfos;
import livekit.routes.room.RoomsProtobuf;

/** A whole answer. */
record HttpAnswer(int status, String contentType, byte[] body) {
  private static final ObjectMapper TREES =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

  static HttpAnswer text(int status, String text) {
    return new HttpAnswer(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws JsonProcessingException when the tree holds something that has no JSON
   */
  static HttpAnswer json(Object tree) throws JsonProcessingException {
    return new HttpAnswer(200, "application/json", JSON.writeValueAsBytes(tree));
  }

  /**
   * The answer to ListRooms, with what the gateway reads of it.
   *
   * @param tree as for JSON
   */
  static HttpAnswer protobuf(Object tree) {
    RoomInfos rooms = TREES.convertValue(tree, RoomInfos.class);
    return new HttpAnswer(200, "application/protobuf", RoomsProtobuf.answer(rooms));
  }

  static HttpAnswer error(TwirpException error) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("code", error.code());
    json.put("msg", error.text());
    try {
      return new HttpAnswer(error.status(), "application/json", JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two texts always have JSON", e);
    }
  }

  void send(HttpExchange http) throws IOException {
    http.getResponseHeaders().set("Content-Type", contentType);
    http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
  }
}
