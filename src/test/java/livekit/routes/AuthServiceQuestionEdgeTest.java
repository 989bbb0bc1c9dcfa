package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the authentication service is asked, and that nothing of it or of the caller passes by. */
class AuthServiceQuestionEdgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BODY =
      """
      {"room_name":"a","participant_name":"b","participant_identity":"c",
       "participant_metadata":null,"own":{"numbers":[1,2.50,12345678901234567890],"ünï":"\\u0000"}}""";
  private static final KeyPair RSA = PemKeys.rsa(2048);
  private static final KeyPair EC = PemKeys.ec("secp256r1");
  private static final List<String> CREDENTIALS =
      List.of("Proxy-Authorization", "Cookie", "Set-Cookie");
  private static final List<String> HOSTILE =
      List.of(
          "CamelHttpPath",
          "CamelHttpUri",
          "CamelHttpMethod",
          "CamelHttpQuery",
          "CamelHttpResponseCode",
          "Content-Encoding",
          "X-Forwarded-Host",
          "breadcrumbId");

  @TempDir private static Path directory;
  private RecordingLiveKit livekit;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
  }

  @AfterEach
  void stop() {
    livekit.close();
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        argumentSet("RSA in PKCS#8", RSA, PemKeys.pkcs8(RSA.getPrivate()), "RS256"),
        argumentSet("RSA in PKCS#1", RSA, PemKeys.pkcs1(RSA.getPrivate()), "RS256"),
        argumentSet("EC in PKCS#8", EC, PemKeys.pkcs8(EC.getPrivate()), "ES256"),
        argumentSet("EC in SEC1", EC, PemKeys.sec1(EC.getPrivate()), "ES256"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void isASignedJwtWithTheRequestInIt(KeyPair key, String pem, String algorithm) throws Exception {
    try (AnsweringAuthService service = new AnsweringAuthService(key);
        RunningGateway gateway =
            RunningGateway.with(service.settings(livekit, PemKeys.file(directory, pem)))) {
      long before = Instant.now().getEpochSecond();
      HttpResponse<String> answer = Http.send(request(gateway));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(service.questions()).hasSize(1);
      AnsweringAuthService.Question question = service.questions().get(0);
      assertThat(question.header()).isEqualTo(tree("{'alg':'" + algorithm + "','typ':'JWT'}"));
      JsonNode claims = question.claims();
      assertThat(claims.fieldNames()).toIterable().containsOnly("sub", "iat", "exp", "auth_data");
      assertThat(claims.path("sub").asText()).isEqualTo("livekit-routes");
      assertThat(claims.path("iat").asLong()).isBetween(before, Instant.now().getEpochSecond());
      assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
      assertData(question.data());
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void carriesNothingElse(KeyPair key, String pem) throws Exception {
    try (AnsweringAuthService service = new AnsweringAuthService(key);
        RunningGateway gateway =
            RunningGateway.with(service.settings(livekit, PemKeys.file(directory, pem)))) {
      HttpResponse<String> first = Http.send(request(gateway));
      Http.send(request(gateway));

      // The second call has no cookie of the answer to the first.
      assertThat(service.questions()).hasSize(2);
      AnsweringAuthService.Question question = service.questions().get(1);
      assertThat(question.path()).isEqualTo("/check/");
      assertThat(new TreeSet<>(question.headers().keySet()))
          .containsExactly(
              "Accept", "Connection", "Content-length", "Content-type", "Host", "User-agent");
      assertThat(question.headers().getFirst("Content-type")).isEqualTo("application/jwt");

      assertThat(first.headers().map().keySet())
          .containsExactlyInAnyOrder("cache-control", "content-length", "content-type");
      assertThat(first.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(first.body()).doesNotContain("leak");
      assertThat(livekit.calls()).hasSize(2);
      assertThat(livekit.calls().toString())
          .doesNotContain("leak", "evil", "acme-token", "application/jwt", question.jwt());
    }
  }

  @Test
  void saysOfASessionWhatItsCallerHasSent() throws Exception {
    try (AnsweringAuthService service = new AnsweringAuthService(EC);
        RunningGateway gateway =
            RunningGateway.with(
                service.settings(
                    livekit, PemKeys.file(directory, PemKeys.pkcs8(EC.getPrivate()))))) {
      HttpResponse<String> answer =
          RawHttp.exchange(
              gateway,
              "POST /livekit/sessions/a%20b/token HTTP/1.1\nHost: x\n"
                  + "Authorization: Bearer acme-token\n\n");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      JsonNode data = service.questions().get(0).data();
      assertThat(data.path("request_path").asText()).isEqualTo("/livekit/sessions/a%20b/token");
      assertThat(data.path("request_headers").fieldNames()).toIterable().containsOnly("host");
      assertThat(data.has("request_body")).isFalse();
    }
  }

  private static void assertData(JsonNode data) throws Exception {
    assertThat(data.fieldNames())
        .toIterable()
        .containsOnly("token", "request_body", "request_headers", "request_path", "request_method");
    assertThat(data.path("token").asText()).isEqualTo("acme-token");
    assertThat(data.path("request_body")).isEqualTo(JSON.readTree(BODY));
    assertThat(data.path("request_path").asText()).isEqualTo("/livekit/token");
    assertThat(data.path("request_method").asText()).isEqualTo("POST");
    JsonNode headers = data.path("request_headers");
    assertThat(headers.fieldNames())
        .toIterable()
        .allMatch(name -> name.matches("[a-z0-9-]+"))
        .contains("user-agent", "content-length", "camelhttppath")
        .doesNotContain("authorization", "x-query", "api_key")
        .doesNotContain("proxy-authorization", "cookie", "set-cookie");
    assertThat(headers.path("content-type").asText()).isEqualTo("application/json");
    assertThat(headers.path("x-several").asText()).isEqualTo("one, two");
    assertThat(headers.toString()).doesNotContain("acme-token", "s3cret");
  }

  private static HttpRequest.Builder request(RunningGateway gateway) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(gateway.url("/livekit/token?X-Query=evil&api_key=s3cret")))
            .header("Content-Type", "application/json")
            .header("authorization", "Bearer acme-token")
            .header("X-Several", "one")
            .header("x-several", "two")
            .POST(BodyPublishers.ofString(BODY));
    CREDENTIALS.forEach(name -> request.header(name, "s3cret"));
    HOSTILE.forEach(name -> request.header(name, "evil"));
    return request;
  }

  private static JsonNode tree(String json) throws Exception {
    return JSON.readTree(json.replace('\'', '"'));
  }
}
