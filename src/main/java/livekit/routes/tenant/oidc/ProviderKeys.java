package livekit.routes.tenant.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.events.Event;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import livekit.routes.tenant.AuthServiceUnreachableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider's keys, as nimbus keeps them: cached, renewed in the background before they are
 * {@link #FRESH} old, kept for {@link #OUTAGE} while the provider is down, asked for again when a
 * token names a key that is not among them, but not more often than twice in {@link #INTERVAL}.
 *
 * <p>What nimbus does not do is keep callers from waiting for each other: while one asks a slow
 * provider, every other token with an unknown key would wait as well, and whoever sends such tokens
 * could hold every thread of the gateway. Here at most {@value #MAX_WAITING} requests wait, and a
 * token whose key is known never does.
 *
 * <p>While there are keys, a token with a key that is not among them is refused (401), also when
 * the provider could not be asked: else anyone could cause 503s with made-up tokens.
 */
final class ProviderKeys implements JWKSource<SecurityContext>, AutoCloseable {
  static final int MAX_WAITING = 32;
  static final Duration FRESH = Duration.ofMinutes(5);
  static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);
  static final Duration OUTAGE = Duration.ofHours(1);
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  private final JWKSetBasedJWKSource<SecurityContext> built;
  private final JWKSetSource<SecurityContext> keys;
  private final Clock clock;
  private final Duration wait;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private volatile long cachedUntil = Long.MIN_VALUE;

  /**
   * @param provider asks the provider, for no longer than the wait
   * @param wait how long a request may wait for keys
   */
  ProviderKeys(JWKSetSource<SecurityContext> provider, Clock clock, Duration wait) {
    this.clock = clock;
    this.wait = wait;
    ThreadFactory threads = ProviderKeys::thread;
    JWKSource<SecurityContext> source =
        JWKSourceBuilder.create(provider)
            .cache(FRESH.toMillis(), wait.toMillis())
            .refreshAheadCache(
                RENEWED_BEFORE.toMillis(),
                this::cached,
                Executors.newSingleThreadExecutor(threads),
                true,
                Executors.newSingleThreadScheduledExecutor(threads),
                true)
            .rateLimited(INTERVAL.toMillis())
            .retrying(true)
            .outageTolerant(OUTAGE.toMillis(), ProviderKeys::report)
            .build();
    built = (JWKSetBasedJWKSource<SecurityContext>) source;
    keys = built.getJWKSetSource();
  }

  /**
   * The keys that fit a token; none when the provider has no such key.
   *
   * @throws AuthServiceUnreachableException when there are no keys at all
   */
  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) {
    long now = clock.millis();
    boolean cached = now < cachedUntil;
    JWKSet known = known(cached, now);
    List<JWK> fitting = selector.select(known);
    // What was just fetched is not fetched again: the wait would be twice as long.
    return fitting.isEmpty() && cached ? selector.select(renewed(known, now)) : fitting;
  }

  private JWKSet known(boolean cached, long now) {
    JWKSetCacheRefreshEvaluator asIs = JWKSetCacheRefreshEvaluator.noRefresh();
    try {
      return cached ? keys.getJWKSet(asIs, now, null) : fetched(asIs, now);
    } catch (RateLimitReachedException e) {
      throw new AuthServiceUnreachableException(
          "there are no keys of the OpenID provider; it was asked just now, and will be again");
    } catch (KeySourceException e) {
      throw new AuthServiceUnreachableException(
          "there are no keys of the OpenID provider: " + e.getMessage());
    }
  }

  private JWKSet renewed(JWKSet known, long now) {
    try {
      return fetched(JWKSetCacheRefreshEvaluator.referenceComparison(known), now);
    } catch (KeySourceException e) {
      return known;
    }
  }

  private JWKSet fetched(JWKSetCacheRefreshEvaluator evaluator, long now)
      throws KeySourceException {
    if (!waiting.tryAcquire()) {
      throw new JWKSetUnavailableException("too many requests wait for it");
    }
    try {
      return keys.getJWKSet(evaluator, now, null);
    } finally {
      waiting.release();
    }
  }

  private void cached(Event<CachingJWKSetSource<SecurityContext>, SecurityContext> event) {
    if (event instanceof CachingJWKSetSource.RefreshCompletedEvent<?>) {
      // nimbus counts from the time of the request that fetched them, the wait ago at most.
      cachedUntil = clock.millis() + FRESH.minus(wait).toMillis();
    }
  }

  private static void report(
      Event<OutageTolerantJWKSetSource<SecurityContext>, SecurityContext> event) {
    if (event instanceof OutageTolerantJWKSetSource.OutageEvent<?> outage) {
      LOG.warn(
          "The keys of the OpenID provider could not be renewed: {}; those of before are used for"
              + " {} s more",
          outage.getException().getMessage(),
          outage.getRemainingTime() / 1000);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "oidc-keys");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    try {
      built.close();
    } catch (IOException e) {
      throw new IllegalStateException("nothing here reads or writes", e);
    }
  }
}
