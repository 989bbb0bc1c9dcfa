package livekit.routes.room;

import java.time.Duration;
import java.util.Optional;
import livekit.routes.api.Quoted;

/**
 * A claim as it is in Redis, for an operator.
 *
 * @param room the room's name
 * @param tenant whose claim it is
 * @param version of a lease: what tells this very one from others; of a kept claim: empty
 * @param left the time until its end; empty for a claim without one
 */
public record StoredClaim(String room, String tenant, String version, Optional<Duration> left) {
  /** Whether requests under way hold it, and no token was given yet. */
  public boolean isLease() {
    return !version.isEmpty();
  }

  /** Room, tenant, standing and the seconds left, between tabs. */
  @Override
  public String toString() {
    return String.join(
        "\t",
        Quoted.text(room),
        Quoted.text(tenant),
        isLease() ? "leased" : "kept",
        left.map(time -> time.toSeconds() + "s").orElse("no end"));
  }
}
