package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import livekit.routes.api.Problem;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaim.Standing;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.room.RoomRef;
import livekit.routes.tenant.Tenant;
import org.apache.camel.BeanInject;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.test.main.junit5.AdviceRouteMapping;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** What a problem does to the answer, the claim and the log. */
@CamelMainTest(
    advices =
        @AdviceRouteMapping(
            route = "answer-problem",
            advice = AnswerProblemRouteTest.MockTheLog.class))
class AnswerProblemRouteTest extends RouteTestSupport {
  private static final RoomRef LOBBY = () -> "lobby";
  private static final Tenant ACME = new Tenant("acme");
  private static final Tenant GLOBEX = new Tenant("globex");

  @BeanInject("roomClaims")
  RoomClaimSteps claims;

  /** Puts a mock endpoint in the place of the step that logs. */
  static final class MockTheLog extends AdviceWithRouteBuilder {
    @Override
    public void configure() throws Exception {
      weaveById("log-failure").replace().to("mock:log-failure");
    }
  }

  @Test
  void freesTheRoomThatTheFailedRequestLeased() {
    answer(problem(500, 0), claims.lease(LOBBY, ACME));

    assertThat(claims.lease(LOBBY, GLOBEX).standing()).isEqualTo(Standing.LEASED);
  }

  @Test
  void leavesTheLeaseOfAnotherRequestAlone() {
    RoomClaim claim = claims.lease(LOBBY, ACME);
    claims.lease(LOBBY, ACME);
    answer(problem(500, 0), claim);

    assertThat(claims.lease(LOBBY, GLOBEX).standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
  }

  @Test
  void leavesAKeptClaimAlone() {
    claims.keep(claims.lease(LOBBY, ACME));
    answer(problem(500, 0), claims.lease(LOBBY, ACME));

    assertThat(claims.lease(LOBBY, GLOBEX).standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void dropsEveryHeaderThatIsNotOurs() {
    Exchange done = answer(problem(403, 0), null);

    assertThat(Answer.of(done).status()).isEqualTo(403);
    assertThat(Answer.of(done).headers())
        .isEqualTo(Map.of("Content-Type", "application/problem+json"));
    assertThat(done.getProperty(Exchange.CHARSET_NAME)).isNull();
  }

  @Test
  void writesTheProblem() {
    assertThat(Answer.of(answer(problem(403, 0), null)).json().toString())
        .isEqualTo(
            "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"The detail.\","
                + "\"code\":\"the_code\",\"error\":\"The detail.\"}");
  }

  @Test
  void saysHowToAuthenticate() {
    assertThat(headers(new Problem(401, "missing_credentials", "The detail.", 0)))
        .containsEntry("WWW-Authenticate", "Bearer realm=\"livekit\"");
    assertThat(headers(new Problem(401, "invalid_credentials", "The detail.", 0)))
        .containsEntry("WWW-Authenticate", "Bearer realm=\"livekit\", error=\"invalid_token\"");
  }

  @Test
  void saysWhenToTryAgain() {
    assertThat(headers(problem(503, 7))).containsEntry("Retry-After", "7");
    assertThat(headers(problem(500, 0))).doesNotContainKey("Retry-After");
  }

  @Test
  void tellsTheOperatorOfFailuresAndNotOfRefusals() {
    answer(problem(499, 0), null);
    assertThat(mock("log-failure").getReceivedCounter()).isZero();

    answer(problem(500, 0), null);
    assertThat(mock("log-failure").getReceivedCounter()).isEqualTo(1);
  }

  private static Problem problem(int status, int retryAfterSeconds) {
    return new Problem(status, "the_code", "The detail.", retryAfterSeconds);
  }

  private Map<String, String> headers(Problem problem) {
    return Answer.of(answer(problem, null)).headers();
  }

  private Exchange answer(Problem problem, RoomClaim claim) {
    return send(
        "answer-problem",
        exchange -> {
          exchange.setVariable("claim", claim);
          exchange.setProperty(Exchange.CHARSET_NAME, "utf-16");
          exchange.getMessage().setHeader("Authorization", "Bearer server-token");
          exchange.getMessage().setHeader("Retry-After", "of the caller");
          exchange.getMessage().setHeader("WWW-Authenticate", "of the caller");
          exchange.getMessage().setBody(problem);
        });
  }
}
