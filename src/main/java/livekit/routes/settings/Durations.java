package livekit.routes.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one parser for every duration: settings and the members of JSON settings alike.
 *
 * <p>A number with an optional unit: {@code 21600} (seconds), {@code 90s}, {@code 10m}, {@code
 * 1.5h}, {@code 2 days}, in any case, with blanks around both. The spellings are those that the
 * LiveKit server SDK for JavaScript takes for a token's {@code ttl}, up to days. One number and one
 * unit: {@code 1h30m} is refused, and so are signs, exponents and milliseconds.
 *
 * <p>The longest is {@link #MAX}, so that no sum with a time of today can overflow, in seconds,
 * milliseconds or nanoseconds.
 */
public final class Durations {
  /** The longest duration that is taken: 3650 days, some ten years. */
  public static final Duration MAX = Duration.ofDays(3650);

  /** What a message says when a text is not a duration. */
  public static final String EXPECTED =
      "a duration such as 90s, 10m, 1.5h, 2 days or a number of seconds, at most 3650 days";

  // Nine decimals of a second are nanoseconds: more could not be represented.
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)[ \\t]*([a-z]*)");

  private static final Map<String, Integer> SECONDS =
      Map.ofEntries(
          Map.entry("", 1),
          Map.entry("s", 1),
          Map.entry("sec", 1),
          Map.entry("secs", 1),
          Map.entry("second", 1),
          Map.entry("seconds", 1),
          Map.entry("m", 60),
          Map.entry("min", 60),
          Map.entry("mins", 60),
          Map.entry("minute", 60),
          Map.entry("minutes", 60),
          Map.entry("h", 3600),
          Map.entry("hr", 3600),
          Map.entry("hrs", 3600),
          Map.entry("hour", 3600),
          Map.entry("hours", 3600),
          Map.entry("d", 86400),
          Map.entry("day", 86400),
          Map.entry("days", 86400));

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @return the duration, from zero to {@link #MAX}, or empty when the text is not one
   */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    Integer unit = form.matches() ? SECONDS.get(form.group(2)) : null;
    if (unit == null) {
      return Optional.empty();
    }
    BigDecimal seconds = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
    if (seconds.compareTo(BigDecimal.valueOf(MAX.toSeconds())) > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValueExact()));
  }

  /**
   * Reads a duration that LiveKit or a JWT takes as an integer of seconds.
   *
   * @return whole seconds, from 1 to {@link #MAX}, or empty when the text is not such a duration
   */
  public static Optional<Duration> parseWholeSeconds(String text) {
    return parse(text).filter(duration -> !duration.isZero() && duration.getNano() == 0);
  }
}
