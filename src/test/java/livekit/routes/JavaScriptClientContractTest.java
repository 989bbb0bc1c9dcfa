package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LiveKit's own client for JavaScript, from npm, fetches its tokens from the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaScriptClientContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordingLiveKit livekit;
  private RunningGateway gateway;
  private final Map<String, JsonNode> fetched = new HashMap<>();

  @BeforeAll
  void fetch() throws Exception {
    NodeClient.require("livekit-client");
    livekit = new RecordingLiveKit();
    gateway = RunningGateway.with(livekit.settings());
    Process node =
        NodeClient.start(
            Map.of("SECRET", "acme-secret"),
            "fetch-tokens.mjs",
            gateway.url("/livekit/connection"));
    String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor(60, TimeUnit.SECONDS)).as(out).isTrue();
    assertThat(node.exitValue()).as(out).isZero();
    for (String line : out.lines().toList()) {
      JsonNode each = JSON.readTree(line);
      fetched.put(each.path("name").textValue(), each);
    }
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
      livekit.close();
    }
  }

  @Test
  void readsTheTokenThatItHasAskedFor() throws Exception {
    JsonNode answer = fetched.get("everything");
    JWTClaimsSet claims = claims("everything");

    assertThat(answer.path("serverUrl").textValue()).isEqualTo("wss://livekit.example");
    assertThat(claims.getSubject()).isEqualTo("participant-identity");
    assertThat(claims.getClaim("name")).isEqualTo("participant-name");
    assertThat(claims.getClaim("metadata")).isEqualTo("metadata");
    assertThat(claims.getJSONObjectClaim("attributes")).isEqualTo(Map.of("role", "host"));
    assertThat(claims.getJSONObjectClaim("video")).containsEntry("room", "room-name");
    assertThat(claims.getJSONObjectClaim("roomConfig").get("agents").toString())
        .contains("agent-name", "agent-metadata");
  }

  /** It would keep a token without nbf or exp for ever. */
  @Test
  void keepsATokenUntilItIsToldToFetchAnother() throws Exception {
    assertThat(fetched.get("everything again").path("participantToken"))
        .isEqualTo(fetched.get("everything").path("participantToken"));
    assertThat(claims("nothing anew").getSubject()).isNotEqualTo(claims("nothing").getSubject());
    assertThat(claims("everything anew").getSubject()).isEqualTo("participant-identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "blank"})
  void isNamedWhereItNamesNothing(String fetch) throws Exception {
    JWTClaimsSet claims = claims(fetch);

    assertThat(claims.getSubject()).hasSize(36).isEqualTo(claims.getClaim("name"));
    assertThat(claims.getJSONObjectClaim("video").get("room").toString()).hasSize(36);
  }

  @Test
  void isToldWhyItGetsNone() {
    assertThat(fetched.get("refused").path("error").textValue())
        .contains("received 401")
        .contains("\"code\":\"invalid_credentials\"");
  }

  private JWTClaimsSet claims(String fetch) throws Exception {
    assertThat(fetched.get(fetch).path("error").isMissingNode())
        .as(fetched.get(fetch).toString())
        .isTrue();
    return SignedJWT.parse(fetched.get(fetch).path("participantToken").textValue())
        .getJWTClaimsSet();
  }
}
