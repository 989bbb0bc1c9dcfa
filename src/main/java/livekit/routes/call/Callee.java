package livekit.routes.call;

import java.util.function.BiFunction;
import livekit.routes.api.Refusal;

/**
 * Whom we call. The error table tells LiveKit's failures from those of other services by their
 * exceptions, so each callee brings its own.
 *
 * @param name what messages call it
 * @param refusals the exception for a failure, with this message
 */
public record Callee(String name, BiFunction<CallFailure, String, Refusal> refusals) {
  /**
   * What to throw for a failure.
   *
   * @param message fixed text for the log, with {@code %s} where the name goes
   */
  Refusal refusal(CallFailure failure, String message) {
    return refusals.apply(failure, message.formatted(name));
  }
}
