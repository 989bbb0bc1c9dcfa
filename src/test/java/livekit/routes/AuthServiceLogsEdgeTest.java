package livekit.routes;

import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.routes.twirp.BadServer;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No log, at any level, has a credential, our question to the service, or its answer. */
class AuthServiceLogsEdgeTest {
  private static final String BODY =
      "{\"room_name\":\"a\",\"participant_name\":\"b\",\"participant_identity\":\"c\","
          + "\"own\":\"private-own\"}";
  private static final KeyPair KEY = PemKeys.ec("secp256r1");
  private static final String PRIVATE =
      "private-credential|private-own|private.answer|BEGIN PRIVATE KEY";

  @TempDir private Path directory;
  private RecordingLiveKit livekit;
  private String keyFile;

  @BeforeEach
  void start() throws Exception {
    livekit = new RecordingLiveKit();
    keyFile = PemKeys.file(directory, PemKeys.pkcs8(KEY.getPrivate()));
  }

  @AfterEach
  void stop() {
    livekit.close();
  }

  @Test
  void haveNothingOfACallThatWorks() throws Exception {
    try (AnsweringAuthService service = new AnsweringAuthService(KEY);
        CapturedLog log = new CapturedLog();
        RunningGateway gateway = RunningGateway.with(service.settings(livekit, keyFile))) {
      service.will(200, "{\"id\":\"acme\",\"more\":\"private-answer\"}");

      assertThat(gateway.token("Bearer private-credential", BODY).statusCode()).isEqualTo(200);
      String serverToken = livekit.calls().get(0).headers().getFirst("Authorization").substring(7);
      String[] jwt = service.questions().get(0).jwt().split("\\.");
      assertThat(log.of(Level.TRACE, ""))
          .anyMatch(line -> line.contains("Executing http POST"))
          .noneMatch(CapturedLog.matching(PRIVATE))
          .noneMatch(line -> line.contains(jwt[1]) || line.contains(jwt[2]))
          .noneMatch(line -> line.contains(serverToken));
    }
  }

  @Test
  void haveNothingOfACallThatFails() throws Exception {
    try (BadServer service = new BadServer();
        CapturedLog log = new CapturedLog();
        RunningGateway gateway = RunningGateway.with(settings(service.url()))) {
      Behaviour[] failures = {
        answer(401, "private-answer"),
        answer(500, "private-answer"),
        answer(302, "private-answer", "Location: http://private-answer.invalid/"),
        // A name of JavaScript's, at which Jackson's messages do not stop to quote.
        answer(200, "private_answer"),
        answer(200, "{\"id\":private_answer}"),
        answer(200, "{\"id\":\"private-answer"),
        answer(200, "{\"id\":[\"private-answer\"]}"),
        answer(200, "{\"id\":\"\\ud800private-answer\"}"),
        Behaviour.end(),
        Behaviour.endAfter("private-answer\r\n\r\n"),
        Behaviour.endAfter("HTTP/1.1 200 OK\r\nprivate-answer\r\n\r\n"),
        Behaviour.endAfter("HTTP/1.1 200 OK\r\nContent-Length: private-answer\r\n\r\n"),
        Behaviour.endAfter(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nprivate-answer\r\n")
      };
      for (Behaviour failure : failures) {
        service.will(failure);
        assertThat(gateway.token("Bearer private-credential", BODY).statusCode())
            .isIn(401, 502, 503);
      }
      assertThat(service.requests()).hasSize(failures.length);
      String jwts =
          service.requests().stream()
              .flatMap(request -> Stream.of(request.body().split("\\.")).skip(1))
              .map(Pattern::quote)
              .collect(Collectors.joining("|"));
      assertThat(log.of(Level.TRACE, ""))
          .anyMatch(line -> line.contains("502 auth_service_failed"))
          .anyMatch(line -> line.contains("503 auth_service_unreachable"))
          .noneMatch(CapturedLog.matching(PRIVATE + "|" + jwts));
    }
  }

  private Map<String, String> settings(String url) {
    Map<String, String> settings = new HashMap<>(livekit.settings());
    settings.put("AUTH_SERVICE_URL", url);
    settings.put("AUTH_SIGNING_KEY_PATH", keyFile);
    return settings;
  }
}
