package livekit.routes.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Bounds the bytes of a tenant's answers that are not written yet, since a caller that reads
 * nothing leaves them in memory. A tenant may have {@value #MOST} of them and one answer more, so
 * that one of any size gets through. Small ones, such as tokens and problems, get through always:
 * they fill little, and they are not the fault of the caller that waits for them. {@link
 * OpenConnections} bounds those of all callers together, and closes connections that read nothing.
 * Thread-safe.
 */
public final class UnreadAnswers {
  /** Three of the largest lists of rooms. */
  static final int MOST = 8 * 1024 * 1024;

  private static final int SMALL = 16 * 1024;

  private final Map<Object, Long> bytes = new HashMap<>();

  /**
   * Refuses a request before anything is done for it whose answer might not be taken.
   *
   * @param tenant who asks; null for an anonymous caller, of whom nobody knows which ones are the
   *     same
   * @throws OverloadedException the tenant has to read its answers first
   */
  public void check(@Variable("tenant") Object tenant) {
    if (isFull(tenant)) {
      throw new OverloadedException("the tenant does not read its answers");
    }
  }

  /**
   * Counts an answer until {@link #written}.
   *
   * @return false where the tenant has too many and this one is large; then it is not counted
   */
  synchronized boolean take(Object tenant, int length) {
    if (length > SMALL && isFull(tenant)) {
      return false;
    }
    if (tenant != null) {
      bytes.merge(tenant, (long) length, Long::sum);
    }
    return true;
  }

  /** An answer that was counted is written, or its connection has ended. */
  synchronized void written(Object tenant, int length) {
    if (tenant != null && bytes.merge(tenant, (long) -length, Long::sum) == 0) {
      bytes.remove(tenant);
    }
  }

  private synchronized boolean isFull(Object tenant) {
    return tenant != null && bytes.getOrDefault(tenant, 0L) >= MOST;
  }
}
