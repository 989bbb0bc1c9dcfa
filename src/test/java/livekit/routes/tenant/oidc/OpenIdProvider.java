package livekit.routes.tenant.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import livekit.routes.settings.OidcSettings;

/** An OpenID provider in this process: a discovery document and keys, good ones or not. */
public final class OpenIdProvider implements AutoCloseable {
  static final String DISCOVERY = "/.well-known/openid-configuration";
  static final String KEYS = "/keys";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile HttpHandler discovery = http -> answer(http, 200, discovery(issuer()));
  private volatile HttpHandler keys;

  /** A provider with one key. */
  public OpenIdProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::dispatch);
    server.start();
    publish(TestKeys.FIRST);
  }

  /** What its tokens have in {@code iss}. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Settings of a gateway that takes its tokens. */
  public Map<String, String> settings() {
    return Map.of(
        "AUTH_OIDC_ISSUER",
        issuer(),
        "AUTH_OIDC_AUDIENCE",
        TestToken.AUDIENCE,
        "AUTH_OIDC_TENANT_CLAIM",
        "tenant");
  }

  OidcSettings oidc() {
    return oidc(issuer(), "tenant");
  }

  static OidcSettings oidc(String issuer, String claim) {
    return new OidcSettings(issuer, TestToken.AUDIENCE, claim, Optional.empty(), Optional.empty());
  }

  /** A good token, to be signed. */
  public TestToken token() {
    return new TestToken(issuer(), Instant.now());
  }

  /** The paths that it was asked for, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Shows these keys from now on, and no others. */
  public void publish(JWK... set) {
    String json = new JWKSet(Arrays.asList(set)).toString(true);
    keys = http -> answer(http, 200, json);
  }

  /** Answers nothing but errors from now on. */
  public void goDown() {
    discovery = http -> answer(http, 503, "{}");
    keys = discovery;
  }

  /** Closes every connection without an answer. */
  void breakOff() {
    discovery = HttpExchange::close;
    keys = discovery;
  }

  /** Takes requests for keys and does not answer them before it is closed. */
  void hang() {
    keys = http -> ended(Long.MAX_VALUE);
  }

  /** Sends a byte now and then, for ever. */
  void drip() {
    keys =
        http -> {
          http.sendResponseHeaders(200, 0);
          while (!ended(20)) {
            http.getResponseBody().write(' ');
            http.getResponseBody().flush();
          }
        };
  }

  void discoveryIs(HttpHandler handler) {
    discovery = handler;
  }

  void keysAre(HttpHandler handler) {
    keys = handler;
  }

  /** A discovery document of this issuer, with the keys of this provider. */
  String discovery(String issuer) {
    return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\",\"scopes_supported\":[\"openid\"]}"
        .formatted(issuer, issuer() + KEYS);
  }

  static void answer(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }

  private void dispatch(HttpExchange http) throws IOException {
    String path = http.getRequestURI().toString();
    requests.add(path);
    if (path.endsWith(DISCOVERY)) {
      discovery.handle(http);
    } else {
      keys.handle(http);
    }
  }

  private boolean ended(long withinMillis) {
    try {
      return end.await(withinMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    end.countDown();
    threads.shutdownNow();
    server.stop(0);
  }
}
