package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static livekit.routes.FaultyLiveKit.ACME;
import static livekit.routes.FaultyLiveKit.GLOBEX;
import static livekit.routes.TokenContract.newRoom;
import static livekit.routes.TokenContract.request;
import static livekit.routes.twirp.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import com.nimbusds.jose.JOSEException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import livekit.routes.api.Problem;
import livekit.routes.room.RoomClaim;
import livekit.routes.room.RoomClaimSteps;
import livekit.routes.room.RoomClaims;
import livekit.routes.token.TokenGenerationException;
import livekit.routes.token.TokenResponse;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fails in the gateway itself is answered in our words, and never with a token. */
class OwnFailureEdgeTest {
  private static final RuntimeException EVIL =
      new IllegalStateException("evil", new JOSEException("evil"));

  private final FaultyLiveKit livekit = new FaultyLiveKit();

  @AfterEach
  void stop() {
    livekit.close();
  }

  /** Stands for {@code tokenIssuer}. */
  public record FailingIssuer(Supplier<? extends Throwable> failure) {
    public TokenResponse issue(Exchange exchange) throws Throwable {
      throw failure.get();
    }
  }

  /** Stands for {@code failureLog}. */
  public static final class FailingLog {
    public void report(Problem problem, Throwable failure, String exchangeId) {
      throw EVIL;
    }
  }

  /** Stands for {@code problems}. */
  public static final class FailingProblems {
    public Problem of(int status, String code, String detail) {
      throw EVIL;
    }

    public Problem passing(int status, String code, String detail, int retryAfterSeconds) {
      throw EVIL;
    }

    public Problem invalid(Exception exception) {
      throw EVIL;
    }
  }

  /** A store that leases every room, and can neither keep a lease nor give it back. */
  private static final class FailingClaims implements RoomClaims {
    @Override
    public RoomClaim lease(String room, String tenant) {
      return new RoomClaim(room, tenant, RoomClaim.Standing.LEASED, "1");
    }

    @Override
    public RoomClaim takeOver(RoomClaim seen) {
      throw EVIL;
    }

    @Override
    public boolean keep(RoomClaim claim) {
      return false;
    }

    @Override
    public boolean keep(String room, String tenant, Duration atLeast) {
      throw EVIL;
    }

    @Override
    public void giveBack(RoomClaim claim) {
      throw EVIL;
    }
  }

  @Test
  void saysThatLiveKitIsNotConfigured() {
    for (String missing : List.of("LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET")) {
      try (RunningGateway gateway = RunningGateway.with(livekit.settings(), missing, "")) {
        String room = newRoom();
        assertProblem(gateway.token(null, request(room)), "livekit_not_configured");
        assertProblem(gateway.token(ACME, request(room)), "livekit_not_configured");
        assertProblem(gateway.token(GLOBEX, request(room)), "livekit_not_configured");
      }
    }
    assertThat(livekit.server().requests()).isEmpty();
  }

  @Test
  void saysThatTheTokenCouldNotBeSigned() {
    failing(new FailingIssuer(() -> new TokenGenerationException(EVIL)), "token_generation_failed");
  }

  @Test
  void saysNothingOfWhatNobodyExpected() {
    failing(new FailingIssuer(() -> EVIL), "internal_error");
    failing(new FailingIssuer(() -> new Exception("evil")), "internal_error");
    failing(new FailingIssuer(() -> new StackOverflowError("evil")), "internal_error");
    failing(new FailingIssuer(() -> new JsonParseException("evil")), "internal_error");
  }

  @Test
  void answersInOurWordsWhereTheAnswerItselfFails() {
    for (Map.Entry<String, Object> bean :
        Map.of("failureLog", new FailingLog(), "problems", new FailingProblems()).entrySet()) {
      try (RunningGateway gateway =
          RunningGateway.replacing(livekit.settings(), bean.getKey(), bean.getValue())) {
        String room = newRoom();
        livekit.will("ListRooms", room, answer(500, "evil", "X-Evil: evil"));
        HttpResponse<String> answer = gateway.token(ACME, request(room));
        // No header either: not LiveKit's, and not our own server token.
        assertProblem(answer, "internal_error");
        assertThat(gateway.token(null, request(room)).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void signsNothingWhereTheClaimWasLost() {
    try (RunningGateway gateway =
        RunningGateway.replacing(
            livekit.settings(), "roomClaims", new RoomClaimSteps(new FailingClaims()))) {
      String room = newRoom();
      assertProblem(gateway.token(ACME, request(room)), "claims_unavailable");
    }
  }

  private void failing(Object issuer, String code) {
    try (RunningGateway gateway =
        RunningGateway.replacing(livekit.settings(), "tokenIssuer", issuer)) {
      String room = newRoom();
      assertProblem(gateway.token(null, request(room)), code);
      assertProblem(gateway.token(ACME, request(room)), code);
    }
  }
}
