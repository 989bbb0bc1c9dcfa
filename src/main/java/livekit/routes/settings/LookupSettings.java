package livekit.routes.settings;

/**
 * How lookups of rooms share calls to LiveKit.
 *
 * @param calls how many calls that are not full are under way at once, at most, from 1 to 16
 * @param names how many rooms one call asks for, at most, from 1 to 1000
 */
public record LookupSettings(int calls, int names) {
  private static final int DEFAULT_CALLS = 1;
  private static final int DEFAULT_NAMES = 64;

  static LookupSettings read(PlainSettings plain) {
    return new LookupSettings(
        plain.number("LIVEKIT_LOOKUP_CALLS", 1, 16).orElse(DEFAULT_CALLS),
        plain.number("LIVEKIT_LOOKUP_NAMES", 1, 1000).orElse(DEFAULT_NAMES));
  }
}
