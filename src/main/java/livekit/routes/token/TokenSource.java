package livekit.routes.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.UnicodeText;
import livekit.routes.tenant.Tenant;

/**
 * LiveKit's TokenSource protocol on top of our tokens: reads what its client SDKs send, makes the
 * {@link TokenRequest} of it that every other step knows, and forms the answer.
 *
 * @see <a href="https://docs.livekit.io/frontends/build/authentication/endpoint/">Endpoint token
 *     generation</a>
 */
public final class TokenSource {
  private static final int MAX_NAME_BYTES = 256;

  /** The fields of TokenSourceRequest, each with its other spelling in protobuf's JSON. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "roomName", "room_name",
          "participantName", "participant_name",
          "participantIdentity", "participant_identity",
          "participantMetadata", "participant_metadata",
          "participantAttributes", "participant_attributes",
          "roomConfig", "room_config");

  private static final Set<String> NAMES = Set.copyOf(FIELDS.values());

  private final ObjectMapper json;
  private final GeneratedNames names;

  /**
   * @param json reads requests, see {@link livekit.routes.api.StrictJson}
   * @param names for what comes without a name
   */
  public TokenSource(ObjectMapper json, GeneratedNames names) {
    this.json = json;
    this.names = names;
  }

  /**
   * Reads a request, with its fields in snake_case or camelCase; unknown ones are ignored.
   *
   * @param body null where the body is a bare {@code null}
   * @throws InvalidRequestException when there is no object, or one has a field in both spellings
   * @throws JsonProcessingException when a field has the wrong type
   */
  public TokenSourceRequest read(ObjectNode body) throws JsonProcessingException {
    if (body == null) {
      throw new InvalidRequestException("The body must be a JSON object.");
    }
    ObjectNode fields = json.createObjectNode();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      String name = FIELDS.getOrDefault(member.getKey(), member.getKey());
      if (NAMES.contains(name) && fields.replace(name, member.getValue()) != null) {
        throw new InvalidRequestException(name + " must be given once");
      }
    }
    return json.treeToValue(fields, TokenSourceRequest.class);
  }

  /**
   * The request with a name in the place of each that is missing. A room is named by a UUID, with
   * the tenant's {@code room_prefix} before it; a participant is identified by one, and is called
   * what identifies it.
   *
   * @param tenantOrNull null for a caller that is not authenticated
   * @throws InvalidRequestException when the prefix leaves no place for the name of a room
   */
  public TokenRequest complete(TokenSourceRequest request, Tenant tenantOrNull) {
    if (request.roomName() != null) {
      return inRoom(request.roomName(), request);
    }
    String room = prefix(tenantOrNull) + names.next();
    return inRoom(fitting(room, "room_name is required"), request);
  }

  /**
   * The request for the room of a session: the session's id, with the tenant's {@code room_prefix}
   * before it.
   *
   * @param tenantOrNull null for a caller that is not authenticated
   * @throws InvalidRequestException when the name of the room would be longer than 256 bytes, or
   *     the request names a room as well
   */
  public TokenRequest complete(TokenSourceRequest request, Session session, Tenant tenantOrNull) {
    if (request.roomName() != null) {
      throw new InvalidRequestException("room_name must be absent: the session says which room");
    }
    String room = prefix(tenantOrNull) + session.id();
    return inRoom(fitting(room, "session_id is too long for the name of a room"), request);
  }

  /** The answer in LiveKit's words. */
  public TokenSourceResponse answer(TokenResponse token, TokenRequest request) {
    return new TokenSourceResponse(
        token.serverUrl(),
        token.participantToken(),
        token.roomName(),
        request.participantName(),
        token.participantIdentity());
  }

  private TokenRequest inRoom(String room, TokenSourceRequest request) {
    String identity = request.participantIdentity();
    if (identity == null) {
      identity = names.next();
    }
    return new TokenRequest(
        room,
        request.participantName() == null ? identity : request.participantName(),
        identity,
        request.participantMetadata(),
        request.participantAttributes(),
        request.roomConfig());
  }

  private static String prefix(Tenant tenantOrNull) {
    String prefix = tenantOrNull == null ? null : tenantOrNull.policy().roomPrefix();
    return prefix == null ? "" : prefix;
  }

  private static String fitting(String room, String otherwise) {
    if (UnicodeText.utf8Length(room) > MAX_NAME_BYTES) {
      throw new InvalidRequestException(otherwise);
    }
    return room;
  }
}
