package livekit.routes.ownership;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.routes.ownership.Step.Caller;

/**
 * A token request and its answer. Times are nanoseconds of {@link System#nanoTime}.
 *
 * @param room the room's name
 * @param tenant who asked
 * @param gateway which gateway was asked
 * @param from when the request was sent
 * @param to when its answer was there
 * @param passed what had passed for the room's claim beyond the clock, in nanoseconds
 * @param outcome {@code token}, the code of the problem, or {@code lost}: no answer came
 * @param expected the outcome that the table in README asks for, as far as nothing else was going
 *     on; else empty
 */
record Asked(
    String room,
    String tenant,
    int gateway,
    long from,
    long to,
    long passed,
    String outcome,
    String expected) {
  static final String TOKEN = "token";
  static final String LOST = "lost";

  private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");

  /** Asks. */
  static Asked of(World world, String room, Caller caller, long passed) {
    long from = System.nanoTime();
    String outcome = outcome(world, room, caller);
    return new Asked(
        room, caller.tenant(), caller.gateway(), from, System.nanoTime(), passed, outcome, "");
  }

  private static String outcome(World world, String room, Caller caller) {
    try {
      HttpResponse<String> answer = world.token(caller.tenant(), caller.gateway(), room);
      if (answer.statusCode() == 200) {
        return TOKEN;
      }
      Matcher code = CODE.matcher(answer.body());
      return code.find() ? code.group(1) : answer.statusCode() + " " + answer.body();
    } catch (UncheckedIOException e) {
      return LOST;
    }
  }

  Asked expecting(String outcomeOfTable) {
    return new Asked(room, tenant, gateway, from, to, passed, outcome, outcomeOfTable);
  }

  /**
   * Whether Redis did not answer in time: 400 ms, which a busy machine may take once in a while.
   */
  boolean isUnavailable() {
    return outcome.equals("claims_unavailable");
  }

  boolean isToken() {
    return outcome.equals(TOKEN);
  }

  boolean overlaps(long begin, long end) {
    return from <= end && to >= begin;
  }

  @Override
  public String toString() {
    return tenant + "@" + gateway + " -> " + outcome;
  }
}
