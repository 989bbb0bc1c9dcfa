package livekit.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A company's authentication service: it checks the signature of what it is asked and knows one
 * token, {@code acme-token}. A test may put another answer in the place of its own.
 */
final class AnsweringAuthService implements AutoCloseable {
  static final String ACME = "{\"id\":\"acme\"}";

  /** One question; the claims are those of a JWT whose signature is good. */
  record Question(String path, Headers headers, String jwt, JsonNode header, JsonNode claims) {
    JsonNode data() {
      return claims.path("auth_data");
    }
  }

  private record Answer(int status, String body) {}

  private final ObjectMapper json = new ObjectMapper();
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KeyPair key;
  private final HttpServer server;
  private volatile Answer answer;

  /** A service that knows this key of the gateway. */
  AnsweringAuthService(KeyPair key) throws IOException {
    this.key = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  List<Question> questions() {
    return questions;
  }

  /** Answers everything so from now on. */
  void will(int status, String body) {
    answer = new Answer(status, body);
  }

  /** Settings of a gateway that has LiveKit there, asks this service, and has no secrets. */
  Map<String, String> settings(RecordingLiveKit livekit, String keyFile) {
    Map<String, String> settings = new HashMap<>(livekit.settings());
    settings.remove("AUTH_API_SECRETS_JSON");
    settings.put("AUTH_SERVICE_URL", url("/check/"));
    settings.put("AUTH_SIGNING_KEY_PATH", keyFile);
    return settings;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange http) throws IOException {
    String jwt = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Headers headers = new Headers();
    headers.putAll(http.getRequestHeaders());
    Answer given;
    try {
      JWSObject parsed = JWSObject.parse(jwt);
      JsonNode claims = json.readTree(parsed.getPayload().toString());
      JsonNode header = json.readTree(parsed.getHeader().toString());
      given = parsed.verify(verifier()) ? judge(claims) : new Answer(418, "wrong signature");
      questions.add(new Question(http.getRequestURI().toString(), headers, jwt, header, claims));
    } catch (Exception e) {
      given = new Answer(418, "no JWT");
    }
    http.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-16");
    http.getResponseHeaders().add("X-Service-Secret", "leak");
    http.getResponseHeaders().add("Set-Cookie", "session=leak");
    http.getResponseHeaders().add("CamelHttpResponseCode", "418");
    http.getResponseHeaders().add("Location", url("/elsewhere"));
    http.getResponseHeaders().add("Retry-After", "86400");
    byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless = given.status() == 204 || given.status() == 304;
    http.sendResponseHeaders(given.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      http.getResponseBody().write(body);
    }
    http.close();
  }

  private Answer judge(JsonNode claims) {
    if (answer != null) {
      return answer;
    }
    boolean known = claims.at("/auth_data/token").asText().equals("acme-token");
    return known ? new Answer(200, ACME) : new Answer(401, "{\"error\":\"leak\"}");
  }

  private JWSVerifier verifier() throws Exception {
    return key.getPublic() instanceof ECPublicKey ec
        ? new ECDSAVerifier(ec)
        : new RSASSAVerifier((RSAPublicKey) key.getPublic());
  }
}
