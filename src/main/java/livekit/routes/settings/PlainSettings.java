package livekit.routes.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings that are no secrets, by name and kind. Empty means not set: null, or blank as in
 * {@code NAME=} of an environment file. Every other text is right or throws {@link
 * SettingException}.
 */
final class PlainSettings {
  private final Function<String, String> source;

  PlainSettings(Function<String, String> source) {
    this.source = source;
  }

  Optional<String> text(String name) {
    String text;
    try {
      text = source.apply(name);
    } catch (RuntimeException e) {
      // Camel quotes the value that it cannot parse, so its message is left out.
      throw new SettingException(
          name, "could not be read: a {{ or }} in its value does not resolve");
    }
    return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
  }

  Optional<Boolean> flag(String name) {
    return choice(name, "true", "false").map(Boolean::valueOf);
  }

  boolean flag(String name, boolean byDefault) {
    return flag(name).orElse(byDefault);
  }

  /** One of some lower-case words, in any case. */
  Optional<String> choice(String name, String... words) {
    Optional<String> word = text(name).map(value -> value.toLowerCase(Locale.ROOT));
    if (word.isPresent() && !List.of(words).contains(word.get())) {
      throw new SettingException(name, "expected " + String.join(" or ", words));
    }
    return word;
  }

  Optional<Integer> number(String name, int least, int most) {
    return text(name)
        .map(
            value -> {
              long number = value.matches("[0-9]{1,10}") ? Long.parseLong(value) : -1;
              if (number < least || number > most) {
                throw new SettingException(
                    name, "expected a whole number from " + least + " to " + most);
              }
              return (int) number;
            });
  }

  Optional<Duration> duration(String name) {
    return text(name)
        .map(
            value ->
                Durations.parse(value)
                    .orElseThrow(
                        () -> new SettingException(name, "expected " + Durations.EXPECTED)));
  }

  Optional<Duration> wholeSeconds(String name) {
    return text(name)
        .map(
            value ->
                Durations.parseWholeSeconds(value)
                    .orElseThrow(
                        () ->
                            new SettingException(
                                name, "expected whole seconds, 1 or more: " + Durations.EXPECTED)));
  }
}
