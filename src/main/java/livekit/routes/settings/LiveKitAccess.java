package livekit.routes.settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far LiveKit is configured: wholly, in part, or by the dev profile's emulator.
 *
 * @param settings the server; empty when a setting is missing or the emulator has not started
 * @param missing what is missing, for the log and the health check; empty text when nothing is
 * @param emulated the dev profile's emulator stands in for LiveKit
 * @param announcedUrl {@code LIVEKIT_PUBLIC_URL} as given, if it is set
 * @param warnings what to say at the start
 */
public record LiveKitAccess(
    Optional<LiveKitSettings> settings,
    String missing,
    boolean emulated,
    Optional<URI> announcedUrl,
    List<String> warnings) {
  private static final int SHORTEST_SECRET_BYTES = 32;

  static LiveKitAccess read(PlainSettings plain, SecretSettings secrets, boolean dev) {
    // Camel takes LIVEKIT_HOST for an absent LIVEKIT_URL, but not for an empty one.
    Optional<URI> url =
        plain
            .text("LIVEKIT_URL")
            .or(() -> plain.text("LIVEKIT_HOST"))
            .map(text -> LiveKitUrl.parse("LIVEKIT_URL", text));
    Optional<URI> announced =
        plain.text("LIVEKIT_PUBLIC_URL").map(text -> LiveKitUrl.parse("LIVEKIT_PUBLIC_URL", text));
    Optional<String> key = secrets.read("LIVEKIT_API_KEY");
    Optional<String> secret = secrets.read("LIVEKIT_API_SECRET");
    if (!dev && secret.filter(DemoSettings::isDemoSecret).isPresent()) {
      throw new SettingException(
          "LIVEKIT_API_SECRET", "expected a secret of your own, not the dev profile's");
    }
    if (dev && url.isEmpty()) {
      return emulator(announced, key.isPresent() || secret.isPresent());
    }
    List<String> missing = new ArrayList<>();
    if (url.isEmpty()) {
      missing.add("LIVEKIT_URL");
    }
    if (key.isEmpty()) {
      missing.add("LIVEKIT_API_KEY");
    }
    if (secret.isEmpty()) {
      missing.add("LIVEKIT_API_SECRET");
    }
    Optional<LiveKitSettings> settings =
        missing.isEmpty()
            ? Optional.of(server(url.get(), announced, key.get(), secret.get()))
            : Optional.empty();
    return new LiveKitAccess(settings, sentence(missing), false, announced, warnings(secret));
  }

  /** The emulator has started, and this is where. */
  LiveKitAccess at(URI emulator) {
    if (!emulated) {
      throw new IllegalStateException("LiveKit is not emulated");
    }
    LiveKitSettings server =
        server(
            emulator, announcedUrl, DemoSettings.LIVEKIT_API_KEY, DemoSettings.LIVEKIT_API_SECRET);
    return new LiveKitAccess(Optional.of(server), "", true, announcedUrl, warnings);
  }

  private static LiveKitSettings server(
      URI url, Optional<URI> announced, String key, String secret) {
    return new LiveKitSettings(
        LiveKitUrl.asHttp(url),
        announced.orElseGet(() -> LiveKitUrl.asWebSocket(url)),
        key,
        secret);
  }

  private static LiveKitAccess emulator(Optional<URI> announced, boolean ownCredentials) {
    List<String> warnings =
        ownCredentials
            ? List.of(
                "LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not used: LIVEKIT_URL is not set, so"
                    + " the dev profile emulates LiveKit")
            : List.of();
    return new LiveKitAccess(
        Optional.empty(), "the emulator has not started", true, announced, warnings);
  }

  private static String sentence(List<String> missing) {
    if (missing.isEmpty()) {
      return "";
    }
    return String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are") + " not set";
  }

  private static List<String> warnings(Optional<String> secret) {
    return secret
        .filter(value -> value.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES)
        .map(
            value ->
                List.of(
                    "LIVEKIT_API_SECRET is shorter than 32 bytes: it works, but whoever"
                        + " guesses it can sign tokens"))
        .orElse(List.of());
  }
}
