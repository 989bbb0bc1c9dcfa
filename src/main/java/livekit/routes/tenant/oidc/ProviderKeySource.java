package livekit.routes.tenant.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import livekit.routes.settings.OidcSettings;

/**
 * Asks the provider for its keys: its discovery document first, unless the settings name the place
 * of the keys. The place is looked up again after an hour, or as soon as no keys are to be had
 * there.
 *
 * <p>All calls for one request, a second attempt included, share one bound on time.
 */
final class ProviderKeySource implements JWKSetSource<SecurityContext> {
  private static final Duration PLACE_LASTS = Duration.ofHours(1);

  private final OidcSettings settings;
  private final ProviderHttp http;
  private final Clock clock;
  private final Duration bound;
  private volatile Place place;

  /**
   * @param bound how long after the time of a request an answer may come
   */
  ProviderKeySource(OidcSettings settings, ProviderHttp http, Clock clock, Duration bound) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
    this.bound = bound;
  }

  private record Place(URI url, long since) {}

  /** Fetches the keys; messages of what is thrown are fixed texts of ours. */
  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long requestTime, SecurityContext context)
      throws JWKSetRetrievalException {
    try {
      return ProviderDocuments.keys(get(keysUrl(requestTime), requestTime));
    } catch (IOException e) {
      place = null;
      throw new JWKSetRetrievalException(e.getMessage(), e);
    }
  }

  private URI keysUrl(long requestTime) throws IOException {
    if (settings.jwksUrl().isPresent()) {
      return settings.jwksUrl().get();
    }
    Place known = place;
    if (known == null || known.since() + PLACE_LASTS.toMillis() <= clock.millis()) {
      byte[] document = get(ProviderDocuments.discoveryUrl(settings.issuer()), requestTime);
      known = new Place(ProviderDocuments.keysUrl(document, settings.issuer()), clock.millis());
      place = known;
    }
    return known.url();
  }

  private byte[] get(URI url, long requestTime) throws IOException {
    // A clock that is set back must not make the wait longer.
    long left = Math.min(bound.toMillis(), requestTime + bound.toMillis() - clock.millis());
    if (left <= 0) {
      throw new IOException("it did not answer in time");
    }
    return http.get(url, Duration.ofMillis(left));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
