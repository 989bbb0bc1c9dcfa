package livekit.routes.webhook;

import java.time.Duration;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Which events were taken, for Camel's idempotent consumer. It outlives the routes that use it, so
 * a reload forgets nothing.
 */
public abstract class SeenEvents implements IdempotentRepository {
  /**
   * How long an event is known at least, where there is room. A webhook's token is good for 5
   * minutes and the leeway; whoever sends the webhook again later is refused for that.
   */
  public static final Duration KNOWN = Duration.ofHours(1);

  /** Nothing more is to be done, where the key is there for good from {@link #add} on. */
  @Override
  public boolean confirm(String key) {
    return true;
  }

  /** Not asked: the consumer is eager. */
  @Override
  public boolean contains(String key) {
    throw new UnsupportedOperationException();
  }

  /** Not offered: what is forgotten would be done twice. */
  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void start() {
    // It does not belong to the context that starts it.
  }

  @Override
  public final void stop() {
    // It does not belong to the context that stops it.
  }
}
