package livekit.routes.token;

import java.util.List;
import java.util.Map;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.UnicodeText;
import livekit.routes.settings.LimitSettings;
import org.apache.camel.Variable;

/**
 * Refuses a token request with more metadata or attributes than LiveKit takes. LiveKit checks those
 * of the participant at the join, when the token is signed, and those of agents when the room is
 * made.
 */
public final class TokenLimits {
  private static final String AGENTS = "room_config.agents";

  private final LimitSettings limits;

  /**
   * @param limits those of LiveKit
   */
  public TokenLimits(LimitSettings limits) {
    this.limits = limits;
  }

  /**
   * @throws InvalidRequestException when something is beyond a limit
   */
  public void check(
      @Variable("request") TokenRequest request, @Variable("agents") List<RoomAgent> agents) {
    checkMetadata("participant_metadata", request.participantMetadata());
    checkAttributes("participant_attributes", request.participantAttributes());
    for (RoomAgent agent : agents) {
      checkMetadata(AGENTS + ".metadata", agent.metadata());
      checkAttributes(AGENTS + ".attributes", agent.attributes());
    }
  }

  private void checkMetadata(String field, String text) {
    int most = limits.maxMetadataSize();
    if (text != null && most > 0 && UnicodeText.utf8Length(text) > most) {
      throw new InvalidRequestException(field + " must have at most " + most + " UTF-8 bytes");
    }
  }

  private void checkAttributes(String field, Map<String, String> attributes) {
    int most = limits.maxAttributesSize();
    if (attributes == null || most == 0) {
      return;
    }
    long size = 0;
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      size += UnicodeText.utf8Length(each.getKey()) + UnicodeText.utf8Length(each.getValue());
    }
    if (size > most) {
      throw new InvalidRequestException(
          field + " must have at most " + most + " UTF-8 bytes of keys and values");
    }
  }
}
