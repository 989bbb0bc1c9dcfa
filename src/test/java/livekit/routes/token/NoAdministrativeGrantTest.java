package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import livekit.routes.api.StrictJson;
import livekit.routes.settings.GrantSettings;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tries every combination of settings and callers: what a participant's token grants is a closed
 * list, however the caller fills the fields that are passed on.
 */
class NoAdministrativeGrantTest {
  private static final Set<String> VIDEO =
      Set.of("room", "roomJoin", "canPublish", "canSubscribe", "canPublishData");

  /** Every other member of a grant that LiveKit's tokens have; the Kamelet signs these. */
  private static final Set<String> NEVER =
      Stream.of(TokenClaim.values())
          .map(TokenClaim::path)
          .filter(path -> path.contains("."))
          .map(path -> path.substring(path.indexOf('.') + 1))
          .filter(name -> !VIDEO.contains(name))
          .collect(Collectors.toSet());

  private static final List<Tenant> CALLERS =
      Arrays.asList(
          null,
          new Tenant("acme"),
          new Tenant("\"},\"video\":{\"roomAdmin\":true"),
          new Tenant("limited", new TenantPolicy("\"roomAdmin", null, Duration.ofHours(1), 2, 60)));
  private static final List<Duration> LIVES = List.of(Duration.ofSeconds(1), Duration.ofDays(365));
  private static final List<String> SECRETS =
      List.of("s", "{{x}}#%?}}ü", "a-secret-of-at-least-32-bytes-01234567");

  private final ObjectMapper json = StrictJson.mapper();

  @TestFactory
  Stream<DynamicTest> grantsAClosedList() {
    return IntStream.range(0, 8)
        .mapToObj(bits -> new GrantSettings((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0))
        .map(grants -> DynamicTest.dynamicTest(grants.toString(), () -> assertClosed(grants)));
  }

  @Test
  void triesMembersThatAreNotInTheClosedListOnly() {
    assertThat(NEVER).contains("roomCreate", "roomAdmin", "destinationRoom", "simulationAdmin");
    assertThat(NEVER).doesNotContainAnyElementsOf(VIDEO);
  }

  private void assertClosed(GrantSettings grants) throws Exception {
    for (String secret : SECRETS) {
      for (Duration ttl : LIVES) {
        TokenSigner signer =
            new TokenSigner(new HmacJwt("key", secret), ttl, grants, Clock.systemUTC());
        for (Tenant caller : CALLERS) {
          for (TokenRequest request : requests()) {
            for (List<RoomAgent> agents : agents()) {
              assertClosed(grants, caller, signer.sign(request, caller, agents));
            }
          }
        }
      }
    }
  }

  private void assertClosed(GrantSettings grants, Tenant caller, String token) throws Exception {
    JsonNode claims = json.readTree(SignedJWT.parse(token).getPayload().toBytes());
    assertThat(names(claims))
        .isSubsetOf(
            "iss",
            "sub",
            "name",
            "nbf",
            "iat",
            "exp",
            "video",
            "metadata",
            "attributes",
            "roomConfig");
    assertThat(names(claims.get("video"))).isEqualTo(VIDEO);
    assertThat(claims.at("/video/canPublish").booleanValue()).isEqualTo(grants.canPublish());
    assertThat(claims.at("/video/canSubscribe").booleanValue()).isEqualTo(grants.canSubscribe());
    assertThat(claims.at("/video/canPublishData").booleanValue())
        .isEqualTo(grants.canPublishData());
    assertThat(names(claims.path("roomConfig")))
        .isSubsetOf("metadata", "agents", "emptyTimeout", "maxParticipants");
    assertThat(claims.path("roomConfig").has("metadata")).isEqualTo(caller != null);
    claims
        .at("/roomConfig/agents")
        .forEach(
            agent ->
                assertThat(names(agent))
                    .isSubsetOf(
                        "agentName", "metadata", "deployment", "attributes", "restartPolicy"));
    assertThat(claims.toString()).doesNotContain(":null");
  }

  /** With and without each optional field, filled with what a caller would try. */
  private List<TokenRequest> requests() throws Exception {
    Map<String, String> attributes =
        NEVER.stream().collect(Collectors.toMap(name -> name, name -> "true"));
    String grants = "\",\"video\":{\"roomAdmin\":true,\"roomCreate\":true},\"x\":\"";
    JsonNode config = json.readTree("{\"metadata\":\"{}\",\"roomAdmin\":true,\"agents\":[{}]}");
    return List.of(
        new TokenRequest("r", "n", "i", null, null, null),
        new TokenRequest(grants, grants, grants, null, null, config),
        new TokenRequest("r", "n", "i", grants, null, null),
        new TokenRequest("r", "n", "i", null, attributes, null),
        new TokenRequest(grants, grants, grants, grants, attributes, config));
  }

  private static List<List<RoomAgent>> agents() {
    Map<String, String> attributes = Map.of("roomAdmin", "true");
    RoomAgent agent = new RoomAgent("roomAdmin", "{}", "d", attributes, "JRP_NEVER");
    return List.of(
        List.of(), List.of(new RoomAgent(null, null, null, null, null)), List.of(agent, agent));
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
