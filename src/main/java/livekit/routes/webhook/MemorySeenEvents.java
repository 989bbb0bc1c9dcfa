package livekit.routes.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The events that this process took, the last {@value #MOST} of them; some 15 MB at most. For one
 * process: behind a balancer, a repeat may reach another one.
 */
public final class MemorySeenEvents extends SeenEvents {
  private static final int MOST = 100_000;

  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(MOST).build();

  @Override
  public boolean add(String key) {
    return seen.asMap().putIfAbsent(key, true) == null;
  }

  @Override
  public boolean remove(String key) {
    return seen.asMap().remove(key) != null;
  }
}
