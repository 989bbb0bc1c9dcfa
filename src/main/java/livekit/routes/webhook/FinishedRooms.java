package livekit.routes.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import livekit.routes.room.RoomClaims;
import livekit.routes.room.RoomMetadata;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a room that has ended for the tenant that owned it, while somebody may still come back to
 * it: LiveKit gives those who are connected a refresh token of 10 minutes, again and again, which
 * opens the room's name long after the token that was signed here.
 */
public final class FinishedRooms {
  /** The life of a refresh token, and two minutes for clocks and the way of the webhook. */
  static final Duration KEPT = Duration.ofMinutes(12);

  private static final Logger LOG = LoggerFactory.getLogger(FinishedRooms.class);

  private final RoomClaims claims;
  private final RoomMetadata metadata;

  /**
   * @param claims the store
   * @param json as {@link RoomMetadata} takes it
   */
  public FinishedRooms(RoomClaims claims, ObjectMapper json) {
    this.claims = claims;
    this.metadata = new RoomMetadata(json);
  }

  /**
   * Keeps the claim of the owner that the event names, for 12 minutes at least. Another tenant's
   * claim stays as it is: the name has a new owner already.
   *
   * @throws livekit.routes.room.ClaimsUnavailableException the store cannot do it
   */
  public void keep(@Variable("event") WebhookEvent event) {
    if (event.content().get("room") instanceof Map<?, ?> room
        && room.get("name") instanceof String name
        && room.get("metadata") instanceof String text) {
      Optional<String> owner = metadata.owner(text);
      if (owner.isPresent() && !claims.keep(name, owner.get(), KEPT)) {
        LOG.debug("A room that has finished is another tenant's by now");
      }
    }
  }
}
