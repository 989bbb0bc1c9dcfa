package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;

/** Settings as an operator gives them, and what the gateway makes of them. */
final class Given {
  static final String LONG_SECRET = "a-livekit-secret-of-32-bytes-or-more";

  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private boolean dev;

  private Given() {
    // Said, so that the start does not warn of it.
    plain.put("AUTH_QUERY_API_KEY", "true");
  }

  static Given nothing() {
    return new Given();
  }

  static Given dev() {
    Given given = new Given();
    given.dev = true;
    return given;
  }

  static Given plain(String name, String value) {
    return nothing().with(name, value);
  }

  static Given secret(String name, String value) {
    return nothing().withSecret(name, value);
  }

  /** A LiveKit that is wholly configured. */
  static Given livekit(String url) {
    return plain("LIVEKIT_URL", url)
        .withSecret("LIVEKIT_API_KEY", "key")
        .withSecret("LIVEKIT_API_SECRET", LONG_SECRET);
  }

  Given with(String name, String value) {
    plain.put(name, value);
    return this;
  }

  Given withSecret(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Settings settings() {
    return Settings.read(plain::get, environment, dev);
  }

  /** The message with which these settings stop the start: one line that names the setting. */
  String refusalOf(String name) {
    SettingException refusal = catchThrowableOfType(SettingException.class, this::settings);
    assertThat(refusal).as("%s should be refused", name).isNotNull();
    assertThat(refusal.getMessage()).startsWith(name + ": ").doesNotContain("\n", "\r");
    assertThat(refusal.getCause()).isNull();
    assertThat(refusal.getStackTrace()).isEmpty();
    environment.forEach(
        (variable, value) -> {
          if (value.length() > 3) {
            assertThat(refusal.getMessage()).doesNotContain(value);
          }
        });
    return refusal.getMessage();
  }
}
