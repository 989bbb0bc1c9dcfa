package livekit.routes.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The last {@value #MOST} events that this process took; some 20 MB at most. For one process:
 * behind a balancer, a repeat may reach another one.
 */
public final class MemorySeenEvents extends SeenEvents {
  private static final int MOST = 100_000;

  private final Set<String> seen =
      Collections.synchronizedSet(Collections.newSetFromMap(new FirstOut()));

  /** Not Caffeine, which keeps what is asked for often, and so would forget the newest. */
  private static final class FirstOut extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST;
    }
  }

  @Override
  public boolean add(String key) {
    return seen.add(key);
  }

  @Override
  public boolean remove(String key) {
    return seen.remove(key);
  }
}
