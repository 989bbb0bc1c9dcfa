package livekit.routes;

import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import livekit.routes.twirp.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readiness says that LiveKit takes our key for another one's, and asks LiveKit seldom for it. */
class LiveKitCredentialsEdgeTest {
  private static final Duration SECONDS = Duration.ofSeconds(4);
  private static final String REJECTED = "LiveKit rejects LIVEKIT_API_KEY and LIVEKIT_API_SECRET";

  private final FaultyLiveKit livekit = new FaultyLiveKit();
  private LogLines log;

  @BeforeEach
  void watch() {
    log = LogLines.of("livekit.routes");
  }

  @AfterEach
  void stop() {
    log.close();
    livekit.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", ""})
  void isDownFromTheStartWhereLiveKitRejectsTheKeyAndUntilItTakesIt(String tenant) {
    livekit.server().otherwise(request -> answer(401, "invalid token: evil"));
    try (RunningGateway gateway = gateway("AUTH_API_SECRETS_JSON", list(tenant))) {
      await().atMost(SECONDS).until(() -> ready(gateway).statusCode() == 503);
      assertThat(ready(gateway).body()).contains(REJECTED).doesNotContain("evil", "faulty-");
      assertThat(log.lines())
          .filteredOn(line -> line.contains("rejects"))
          .singleElement()
          .asString()
          .startsWith("ERROR " + REJECTED)
          .doesNotContain("evil", "faulty-");

      livekit.server().otherwise(request -> answer(200, "{\"rooms\":[]}"));

      await().atMost(SECONDS).until(() -> ready(gateway).statusCode() == 200);
      assertThat(log.lines())
          .contains("INFO LiveKit accepts LIVEKIT_API_KEY and LIVEKIT_API_SECRET again");
    }
  }

  @Test
  void isDownSoonAfterLiveKitRejectsACall() {
    try (RunningGateway gateway = gateway()) {
      assertThat(gateway.token(ACME, request(newRoom())).statusCode()).isEqualTo(200);
      assertThat(ready(gateway).statusCode()).isEqualTo(200);
      livekit.server().otherwise(request -> answer(401, "invalid token"));

      assertThat(gateway.token(ACME, request(newRoom())).body())
          .contains("livekit_rejected_credentials");

      await().atMost(SECONDS).until(() -> ready(gateway).statusCode() == 503);
      assertThat(ready(gateway).body()).contains(REJECTED);
    }
  }

  @Test
  void staysUpWhereOneCallWasRejectedAndTheKeyIsTaken() {
    try (RunningGateway gateway = gateway()) {
      await().until(() -> !livekit.server().requests().isEmpty());
      String room = newRoom();
      livekit.will("ListRooms", room, answer(403, "{\"code\":\"permission_denied\"}"));
      int before = livekit.server().requests().size();

      assertThat(gateway.token(ACME, request(room)).body())
          .contains("livekit_rejected_credentials");

      await().atMost(SECONDS).until(() -> livekit.server().requests().size() == before + 2);
      assertThat(ready(gateway).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void staysUpWhereLiveKitCannotBeReached() {
    livekit.server().otherwise(request -> Behaviour.end());
    try (RunningGateway gateway = gateway()) {
      // It is asked again until it answers.
      await().atMost(SECONDS).until(() -> livekit.server().requests().size() > 3);
      assertThat(ready(gateway).statusCode()).isEqualTo(200);
      livekit.server().otherwise(request -> answer(401, "invalid token"));
      await().atMost(SECONDS).until(() -> ready(gateway).statusCode() == 503);
    }
  }

  @Test
  void asksLiveKitOnceHoweverOftenReadinessIsAskedFor() {
    try (RunningGateway gateway = gateway()) {
      await().until(() -> !livekit.server().requests().isEmpty());
      assertThat(IntStream.range(0, 50).map(i -> ready(gateway).statusCode()).distinct())
          .containsExactly(200);
      assertThat(livekit.server().requests())
          .singleElement()
          .satisfies(call -> assertThat(call.head()).contains("/livekit.RoomService/ListRooms"));
    }
  }

  private RunningGateway gateway(String... more) {
    String[] all = {"camel.management.enabled", "true", "MANAGEMENT_PORT", "0"};
    String[] settings = new String[all.length + more.length + 2];
    System.arraycopy(all, 0, settings, 0, all.length);
    System.arraycopy(more, 0, settings, all.length, more.length);
    settings[settings.length - 2] = "livekit.credentials-pause";
    settings[settings.length - 1] = "50";
    return RunningGateway.with(livekit.settings(), settings);
  }

  /** A list with this tenant; null, which takes the setting away, for none. */
  private static String list(String tenant) {
    return tenant.isEmpty() ? null : "[{\"id\":\"" + tenant + "\",\"secret\":\"acme-secret\"}]";
  }

  private static HttpResponse<String> ready(RunningGateway gateway) {
    return Http.get(gateway.managementUrl("/observe/health/ready"));
  }
}
