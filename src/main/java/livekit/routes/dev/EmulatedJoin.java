package livekit.routes.dev;

import java.nio.charset.StandardCharsets;

/**
 * {@code /rtc/validate}: whether a participant would be let in with this token, in the order in
 * which LiveKit asks. A room that does not exist is no obstacle: LiveKit makes it at the join.
 *
 * <p>Source: livekit-server 1.13.5, pkg/service/utils.go, ValidateConnectRequest.
 */
final class EmulatedJoin {
  private static final int MAX_BYTES = 256;

  private EmulatedJoin() {}

  /**
   * @return 200 {@code success}
   * @throws PlainError 401 without the grant, 400 for a name that is missing or too long
   */
  static HttpAnswer validate(EmulatedGrants grants) {
    if (!grants.roomJoin()) {
      throw new PlainError(401, "permissions denied");
    }
    if (grants.identity().isEmpty()) {
      throw new PlainError(400, "identity cannot be empty");
    }
    if (tooLong(grants.identity())) {
      throw new PlainError(400, "participant identity length exceeds limits: max length 256");
    }
    if (grants.room().isEmpty()) {
      throw new PlainError(400, "no room name");
    }
    if (tooLong(grants.room())) {
      throw new PlainError(400, "room name length exceeds limits: max length 256");
    }
    return HttpAnswer.text(200, "success");
  }

  private static boolean tooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }
}
