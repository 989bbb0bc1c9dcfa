package livekit.routes.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import livekit.routes.api.UnicodeText;

/**
 * What kind of value a member of a token has: reads what a route gives for it, and says whether a
 * member of a foreign token is one.
 */
interface ClaimKind {
  /**
   * The value for the token.
   *
   * @return null where the member is left out, as LiveKit's library leaves out what is empty
   * @throws IllegalArgumentException it is none; the message says what is expected and not what was
   *     given
   */
  Object read(Object given);

  /** Whether a JSON value, not null, has the type that LiveKit reads. */
  boolean fits(Object json);

  /** A text of at most so many bytes in UTF-8. */
  static ClaimKind text(int maxBytes) {
    return new ClaimKind() {
      @Override
      public Object read(Object given) {
        if (given instanceof String text
            && !UnicodeText.hasLoneSurrogate(text)
            && UnicodeText.utf8Length(text) <= maxBytes) {
          return text.isEmpty() ? null : text;
        }
        throw new IllegalArgumentException(
            "expected Unicode text of at most " + maxBytes + " bytes in UTF-8");
      }

      @Override
      public boolean fits(Object json) {
        return json instanceof String;
      }
    };
  }

  /**
   * A switch.
   *
   * @param triState whether false and absent differ: for the permissions that LiveKit grants, or
   *     derives from others, where they are absent
   */
  static ClaimKind flag(boolean triState) {
    return new ClaimKind() {
      @Override
      public Object read(Object given) {
        String text = given.toString().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException("expected true or false");
        }
        return triState || text.equals("true") ? Boolean.valueOf(text) : null;
      }

      @Override
      public boolean fits(Object json) {
        return json instanceof Boolean;
      }
    };
  }

  /** One of some words, in lower case: LiveKit takes any other for the first. */
  static ClaimKind word(String... words) {
    return new ClaimKind() {
      @Override
      public Object read(Object given) {
        if (Set.of(words).contains(given)) {
          return given;
        }
        throw new IllegalArgumentException("expected one of " + String.join(", ", words));
      }

      @Override
      public boolean fits(Object json) {
        return json instanceof String;
      }
    };
  }

  /** A list of such words, also as text with commas between them. */
  static ClaimKind words(String... words) {
    return new ClaimKind() {
      @Override
      public Object read(Object given) {
        Collection<?> list =
            given instanceof Collection<?> collection
                ? collection
                : Arrays.stream(given.toString().split(",")).map(String::strip).toList();
        if (list.isEmpty() || list.equals(List.of(""))) {
          return null;
        }
        if (!Set.of(words).containsAll(list)) {
          throw new IllegalArgumentException("expected a list of " + String.join(", ", words));
        }
        return new ArrayList<>(list);
      }

      @Override
      public boolean fits(Object json) {
        return json instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      }
    };
  }

  /** Keys and values, both text, of at most so many bytes together; also as a JSON object. */
  static ClaimKind texts(int maxBytes) {
    return new ClaimKind() {
      @Override
      public Object read(Object given) {
        Map<String, Object> texts = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<?, ?> entry : ClaimJson.object(given).entrySet()) {
          for (Object text : List.of(entry.getKey(), String.valueOf(entry.getValue()))) {
            bytes += UnicodeText.utf8Length((String) text);
          }
          texts.put((String) entry.getKey(), entry.getValue());
        }
        if (!fits(texts) || bytes > maxBytes) {
          throw new IllegalArgumentException(
              "expected keys and values of Unicode text, at most " + maxBytes + " bytes in UTF-8");
        }
        return texts.isEmpty() ? null : texts;
      }

      @Override
      public boolean fits(Object json) {
        return json instanceof Map<?, ?> map
            && map.values().stream()
                .allMatch(v -> v instanceof String text && !UnicodeText.hasLoneSurrogate(text));
      }
    };
  }

  /** A RoomConfiguration; also as a JSON object. */
  static ClaimKind roomConfig() {
    return new ClaimKind() {
      @Override
      public Object read(Object given) {
        Map<String, Object> config = ClaimJson.object(given);
        RoomConfigs.check(config);
        return config.isEmpty() ? null : config;
      }

      @Override
      public boolean fits(Object json) {
        return json instanceof Map<?, ?>;
      }
    };
  }
}
