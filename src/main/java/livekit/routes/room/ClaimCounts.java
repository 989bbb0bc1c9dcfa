package livekit.routes.room;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records the memory store holds, in all and of each tenant, and how many it may hold.
 * Records that have ended count until they are removed.
 *
 * <p>The store calls it inside the atomic step that makes, moves or removes a record, so that
 * records and counts cannot drift apart. It never calls the store: that keeps the order of locks.
 */
final class ClaimCounts {
  private final int maxClaims;
  private final int maxClaimsPerTenant;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentMap<String, Integer> byTenant = new ConcurrentHashMap<>();

  ClaimCounts(int maxClaims, int maxClaimsPerTenant) {
    if (maxClaims < 1 || maxClaimsPerTenant < 1) {
      throw new IllegalArgumentException("the bounds of the claim store are at least 1");
    }
    this.maxClaims = maxClaims;
    this.maxClaimsPerTenant = maxClaimsPerTenant;
  }

  /** Counts a new record of the tenant, or throws {@link ClaimsUnavailableException}. */
  void add(String tenant) {
    byTenant.compute(
        tenant,
        (key, count) -> {
          // The tenant's own bound first: a tenant beyond it must not even for a moment take a
          // place of the total from the others.
          int more = oneMore(count);
          if (total.getAndUpdate(n -> n < maxClaims ? n + 1 : n) >= maxClaims) {
            throw new ClaimsUnavailableException("the claim store is full");
          }
          return more;
        });
  }

  /** Counts a record for its new tenant, or throws {@link ClaimsUnavailableException}. */
  void move(String from, String to) {
    byTenant.compute(to, (key, count) -> oneMore(count));
    byTenant.compute(from, (key, count) -> oneLess(count));
  }

  void remove(String tenant) {
    byTenant.compute(tenant, (key, count) -> oneLess(count));
    total.decrementAndGet();
  }

  int total() {
    return total.get();
  }

  int of(String tenant) {
    return byTenant.getOrDefault(tenant, 0);
  }

  private int oneMore(Integer count) {
    int held = count == null ? 0 : count;
    if (held >= maxClaimsPerTenant) {
      throw new ClaimsUnavailableException("the tenant holds as many room claims as it may");
    }
    return held + 1;
  }

  /** A tenant without records leaves the map: tenants come and go, and the map would only grow. */
  private static Integer oneLess(Integer count) {
    return count == 1 ? null : Integer.valueOf(count - 1);
  }
}
