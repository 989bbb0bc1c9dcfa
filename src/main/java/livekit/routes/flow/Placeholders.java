package livekit.routes.flow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Keeps the values of {@code {{...}}} out of what is said of routes: some of them are secrets. */
final class Placeholders {
  private static final Pattern NAMED = Pattern.compile("\\{\\{[^{}]+}}");
  // Too common to give anything away, and they would turn up where they are not meant.
  private static final Pattern HARMLESS = Pattern.compile("|true|false|[0-9]{1,5}");

  private Placeholders() {}

  /**
   * The text with the names of the placeholders in place of their values.
   *
   * @param context knows the values
   * @param source where placeholders stand
   */
  static String hide(CamelContext context, String source, String text) {
    String hidden = text;
    Matcher named = NAMED.matcher(source);
    while (named.find()) {
      String value = value(context, named.group());
      if (!HARMLESS.matcher(value).matches()) {
        hidden = hidden.replace(value, named.group());
      }
    }
    return hidden;
  }

  private static String value(CamelContext context, String placeholder) {
    try {
      return context.resolvePropertyPlaceholders(placeholder).strip();
    } catch (RuntimeException e) {
      // It has none.
      return "";
    }
  }
}
