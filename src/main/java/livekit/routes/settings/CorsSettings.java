package livekit.routes.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which web pages may call from a browser, and with what (CORS).
 *
 * @param origins origins in the form that browsers send, or {@code *} alone; may be empty
 * @param allowedHeaders lower-case names of the headers that a page may send; empty: each that it
 *     asks for
 * @param exposedHeaders lower-case names of the headers of an answer that a page may read, in
 *     addition to those that the gateway makes itself
 * @param credentials whether a page may send cookies, and other credentials that the browser adds;
 *     never with {@code *}
 */
public record CorsSettings(
    List<String> origins,
    List<String> allowedHeaders,
    List<String> exposedHeaders,
    boolean credentials) {
  /** No page may call. */
  public static final CorsSettings NONE = new CorsSettings(List.of(), List.of(), List.of(), false);

  /** RFC 9110, section 5.6.2, without {@code *}, which stands for all names in these headers. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+");

  /** Copies the lists. */
  public CorsSettings {
    origins = List.copyOf(origins);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }

  static CorsSettings read(PlainSettings plain) {
    List<String> origins =
        plain
            .text("CORS_ALLOWED_ORIGINS")
            .map(text -> Origins.parse("CORS_ALLOWED_ORIGINS", text))
            .orElse(List.of());
    boolean credentials = plain.flag("CORS_ALLOW_CREDENTIALS", false);
    if (credentials && origins.contains("*")) {
      throw new SettingException(
          "CORS_ALLOW_CREDENTIALS",
          "cannot be true where CORS_ALLOWED_ORIGINS is *: name the origins");
    }
    return new CorsSettings(
        origins,
        headers(plain, "CORS_ALLOWED_HEADERS"),
        headers(plain, "CORS_EXPOSED_HEADERS"),
        credentials);
  }

  /** Whether a text is one name of a header, and no {@code *}. */
  public static boolean isHeaderName(String text) {
    return NAME.matcher(text).matches();
  }

  private static List<String> headers(PlainSettings plain, String setting) {
    return plain
        .text(setting)
        .map(
            text ->
                Arrays.stream(text.split(",", -1)).map(name -> header(setting, name)).distinct())
        .map(names -> names.toList())
        .orElse(List.of());
  }

  private static String header(String setting, String text) {
    String name = text.strip();
    if (!isHeaderName(name)) {
      throw new SettingException(
          setting, "expected names of headers between commas, such as x-client-version; no *");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
