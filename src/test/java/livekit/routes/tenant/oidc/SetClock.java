package livekit.routes.tenant.oidc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves. It begins in whole seconds, as times in tokens are. */
final class SetClock extends Clock {
  private volatile Instant now = Instant.ofEpochSecond(1_800_000_000);

  void move(Duration on) {
    now = now.plus(on);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
