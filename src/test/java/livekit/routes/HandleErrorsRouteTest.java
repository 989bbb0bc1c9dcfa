package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParseException;
import com.jayway.jsonpath.InvalidJsonException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import livekit.routes.api.FieldNotAllowedException;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.call.ConnectionEndedException;
import livekit.routes.participant.UnmuteNotAllowedException;
import livekit.routes.room.ClaimsUnavailableException;
import livekit.routes.room.RoomMetadataUnreadableException;
import livekit.routes.room.RoomNotAllowedException;
import livekit.routes.room.RoomNotFoundException;
import livekit.routes.room.RoomNotOwnedException;
import livekit.routes.room.RoomOwnedByAnotherTenantException;
import livekit.routes.tenant.AuthServiceUnreachableException;
import livekit.routes.tenant.InvalidCredentialsException;
import livekit.routes.tenant.MissingCredentialsException;
import livekit.routes.tenant.service.AuthServiceFailedException;
import livekit.routes.token.TokenGenerationException;
import livekit.routes.twirp.LiveKitBusyException;
import livekit.routes.twirp.LiveKitFailedException;
import livekit.routes.twirp.LiveKitNotConfiguredException;
import livekit.routes.twirp.LiveKitRejectedCredentialsException;
import livekit.routes.twirp.LiveKitTimeoutException;
import livekit.routes.twirp.LiveKitUnreachableException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the error table: what a step throws, and what the caller reads. */
@CamelMainTest(mockEndpointsAndSkip = "direct:(call-livekit|validate-token-request)")
class HandleErrorsRouteTest extends RouteTestSupport {
  static Stream<Arguments> rows() {
    return Stream.of(
        arguments(new InvalidRequestException("room_name x"), 400, "invalid_request"),
        arguments(new FieldNotAllowedException("room_config.x"), 403, "field_not_allowed"),
        arguments(new MissingCredentialsException("x"), 401, "missing_credentials"),
        arguments(new InvalidCredentialsException("x"), 401, "invalid_credentials"),
        arguments(new AuthServiceUnreachableException("x"), 503, "auth_service_unreachable"),
        arguments(new AuthServiceFailedException("x"), 502, "auth_service_failed"),
        arguments(new RoomNotAllowedException("x"), 403, "room_not_allowed"),
        arguments(new RoomOwnedByAnotherTenantException("x"), 403, "room_owned_by_another_tenant"),
        arguments(new RoomNotOwnedException("x"), 403, "room_not_owned"),
        arguments(new RoomMetadataUnreadableException(), 500, "room_metadata_unreadable"),
        arguments(new RoomNotFoundException("x"), 404, "not_found"),
        arguments(new UnmuteNotAllowedException("x"), 403, "unmute_not_allowed"),
        arguments(new ClaimsUnavailableException("x"), 503, "claims_unavailable"),
        arguments(new LiveKitNotConfiguredException("x"), 500, "livekit_not_configured"),
        arguments(new LiveKitUnreachableException("x"), 500, "livekit_unreachable"),
        arguments(new ConnectionEndedException(new IOException()), 500, "livekit_unreachable"),
        arguments(new LiveKitTimeoutException("x"), 500, "livekit_timeout"),
        arguments(
            new LiveKitRejectedCredentialsException("x"), 500, "livekit_rejected_credentials"),
        arguments(new LiveKitFailedException("x"), 500, "livekit_failed"),
        arguments(new LiveKitBusyException("x"), 500, "livekit_failed"),
        arguments(new InvalidJsonException("x"), 500, "livekit_failed"),
        arguments(new TokenGenerationException(new IOException()), 500, "token_generation_failed"),
        arguments(new JsonParseException(null, "x"), 500, "livekit_failed"),
        arguments(new IllegalStateException("x"), 500, "internal_error"),
        arguments(new StackOverflowError("x"), 500, "internal_error"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersWithTheStatusAndTheCode(Throwable thrown, int status, String code) {
    assertProblem(find(thrown), status, code);
  }

  static Stream<Arguments> preciseRows() {
    return Stream.of(
        arguments(new LiveKitUnreachableException("x"), 503, "livekit_unreachable"),
        arguments(new LiveKitTimeoutException("x"), 504, "livekit_timeout"),
        arguments(
            new LiveKitRejectedCredentialsException("x"), 502, "livekit_rejected_credentials"),
        arguments(new LiveKitFailedException("x"), 502, "livekit_failed"),
        arguments(new LiveKitBusyException("x"), 502, "livekit_failed"));
  }

  @Nested
  @CamelMainTest(properties = "LIVEKIT_FAILURE_STATUS=precise")
  class WhereTheStatusIsPrecise {
    @ParameterizedTest
    @MethodSource("livekit.routes.HandleErrorsRouteTest#preciseRows")
    void answersWithTheStatusAndTheCode(Throwable thrown, int status, String code) {
      assertProblem(find(thrown), status, code);
    }
  }

  @Test
  void saysThatTheRoomWasNotCreatedWhenLiveKitFailsThere() {
    fail(new LiveKitFailedException("x"));
    Exchange done = send("create-room", tenantAsks("acme", "lobby"));

    assertProblem(Answer.of(done), 500, "room_creation_failed");
  }

  @Test
  void blamesTheCallerForABodyOnlyWhileTheRequestIsRead() {
    for (String step : List.of("validate-token-request", "call-livekit")) {
      mock("direct:" + step)
          .whenAnyExchangeReceived(
              exchange -> {
                throw new InvalidPayloadException(exchange, byte[].class);
              });
    }
    Answer read = askForToken(null, "lobby");
    Answer later = Answer.of(send("find-room", tenantAsks("acme", "lobby")));

    assertProblem(read, 400, "invalid_request");
    assertProblem(later, 500, "internal_error");
  }

  /** One policy that redelivers has Camel copy every request before every step of its route. */
  @Test
  void leavesRedeliveryToTheRouteThatForwards() {
    assertThat(((ModelCamelContext) context()).getRouteDefinitions())
        .filteredOn(HandleErrorsRouteTest::redelivers)
        .extracting(RouteDefinition::getRouteId)
        .containsExactly("forward-event");
  }

  private static boolean redelivers(RouteDefinition route) {
    return route.getOutputs().stream()
        .anyMatch(
            step ->
                step instanceof OnExceptionDefinition row
                    && (row.getRedeliveryPolicyType() != null
                        || row.getRedeliveryPolicyRef() != null));
  }

  private Answer find(Throwable thrown) {
    fail(thrown);
    return Answer.of(send("find-room", tenantAsks("acme", "lobby")));
  }

  private void fail(Throwable thrown) {
    mock("direct:call-livekit").whenAnyExchangeReceived(exchange -> exchange.setException(thrown));
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
  }
}
