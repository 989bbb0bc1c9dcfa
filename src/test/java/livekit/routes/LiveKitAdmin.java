package livekit.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livekit.routes.token.HmacJwt;

/** What an operator does in LiveKit beside the gateway: looks at rooms and changes them. */
public final class LiveKitAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final HmacJwt jwt;
  private final String apiKey;

  /** An operator with LiveKit's own key. */
  public LiveKitAdmin(URI url, String apiKey, String apiSecret) {
    this.url = url;
    this.apiKey = apiKey;
    this.jwt = new HmacJwt(apiKey, apiSecret);
  }

  /** Creates a room with this metadata. */
  public void create(String room, String metadata) {
    call("CreateRoom", room, body().put("name", room).put("metadata", metadata));
  }

  /** Deletes a room. */
  public void delete(String room) {
    call("DeleteRoom", room, body().put("room", room));
  }

  /** Replaces the metadata of a room. */
  public void setMetadata(String room, String metadata) {
    call("UpdateRoomMetadata", room, body().put("room", room).put("metadata", metadata));
  }

  /** The room as LiveKit reports it; missing where there is none. */
  public JsonNode room(String room) {
    ObjectNode names = body();
    names.putArray("names").add(room);
    return call("ListRooms", room, names).path("rooms").path(0);
  }

  /** The text of the room's metadata. */
  public String metadata(String room) {
    return room(room).path("metadata").asText();
  }

  /** The identities of those who are in the room, in alphabetical order. */
  public List<String> participants(String room) {
    List<String> participants = new ArrayList<>();
    call("ListParticipants", room, body().put("room", room))
        .path("participants")
        .forEach(each -> participants.add(each.path("identity").textValue()));
    Collections.sort(participants);
    return participants;
  }

  /** The dispatches of agents to the room, the first first. */
  public List<JsonNode> dispatches(String room) {
    List<JsonNode> dispatches = new ArrayList<>();
    call("AgentDispatchService", "ListDispatch", room, body().put("room", room))
        .path("agent_dispatches")
        .forEach(dispatches::add);
    dispatches.sort(Comparator.comparing(each -> each.path("state").path("created_at").asLong()));
    return dispatches;
  }

  /** What LiveKit says of a participant's token: status 200 where the token opens its room. */
  public HttpResponse<String> validate(String token) {
    return Http.get(
        url + "/rtc/validate?access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
  }

  private JsonNode call(String method, String room, ObjectNode body) {
    return call("RoomService", method, room, body);
  }

  private JsonNode call(String service, String method, String room, ObjectNode body) {
    HttpResponse<String> answer =
        Http.post(
            url + "/twirp/livekit." + service + "/" + method,
            "Bearer " + token(room),
            body.toString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(method + ": " + answer.statusCode() + " " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String token(String room) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", apiKey);
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    claims.put(
        "video", Map.of("roomCreate", true, "roomList", true, "roomAdmin", true, "room", room));
    return jwt.sign(claims);
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }
}
