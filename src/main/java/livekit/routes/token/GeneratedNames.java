package livekit.routes.token;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.time.Clock;

/**
 * Names that nobody else has, for rooms and participants that came without one: UUIDs of version 7
 * (RFC 9562, section 5.7). They sort by the time they were made at, within one millisecond too, and
 * 48 bits of each are random, so that one cannot be guessed from the one before. Safe for use by
 * many threads.
 */
public final class GeneratedNames {
  /** The length of every name, in bytes. */
  public static final int LENGTH = 36;

  private final TimeOrderedEpochFactory uuids;

  /**
   * @param clock the time that is written into the names
   */
  public GeneratedNames(Clock clock) {
    this.uuids = new TimeOrderedEpochFactory(clock);
  }

  /** A name that was never returned before, here or by another process. */
  public String next() {
    return uuids.create().toString();
  }
}
