package livekit.routes.dev;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;

/**
 * What a verified token allows: the members of its {@code video} claim that the emulator looks at.
 *
 * @param identity whose token it is; empty when the token does not say
 * @param roomJoin may enter {@code room}
 * @param roomList may list rooms
 * @param roomCreate may create and delete any room
 * @param roomAdmin may change {@code room}
 * @param room the room that roomJoin and roomAdmin are for; empty when the token names none
 */
public record EmulatedGrants(
    String identity,
    boolean roomJoin,
    boolean roomList,
    boolean roomCreate,
    boolean roomAdmin,
    String room) {

  /** A call without a token: it is let through, and every grant is missing. */
  static final EmulatedGrants NONE = new EmulatedGrants("", false, false, false, false, "");

  /**
   * Whether this token may change the room of the request: it says roomAdmin, and this very name.
   *
   * <p>A question for Java: Camel's simple language takes "07" for "7". The route asks it without a
   * parameter, which hands over the body as it is; one in the text would be read again as simple.
   */
  public boolean administersRoom(RoomRequest request) {
    return roomAdmin && room.equals(request.room());
  }

  /**
   * @throws ParseException when a claim has another type than LiveKit's, which then refuses the
   *     token as a whole
   */
  static EmulatedGrants of(JWTClaimsSet claims) throws ParseException {
    claims.getStringClaim("name");
    claims.getStringClaim("metadata");
    claims.getJSONObjectClaim("attributes");
    member(object(claims, "roomConfig"), "metadata", String.class, "");
    Map<String, Object> video = object(claims, "video");
    for (String grant : new String[] {"canPublish", "canSubscribe", "canPublishData"}) {
      member(video, grant, Boolean.class, true);
    }
    String subject = Objects.requireNonNullElse(claims.getSubject(), "");
    return new EmulatedGrants(
        subject.isEmpty() ? Objects.requireNonNullElse(claims.getJWTID(), "") : subject,
        member(video, "roomJoin", Boolean.class, false),
        member(video, "roomList", Boolean.class, false),
        member(video, "roomCreate", Boolean.class, false),
        member(video, "roomAdmin", Boolean.class, false),
        member(video, "room", String.class, ""));
  }

  private static Map<String, Object> object(JWTClaimsSet claims, String name)
      throws ParseException {
    return Objects.requireNonNullElse(claims.getJSONObjectClaim(name), Map.of());
  }

  private static <T> T member(Map<String, Object> object, String name, Class<T> type, T absent)
      throws ParseException {
    Object value = object.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new ParseException(name, 0);
    }
    return value == null ? absent : type.cast(value);
  }
}
