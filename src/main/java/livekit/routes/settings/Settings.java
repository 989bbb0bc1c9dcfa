package livekit.routes.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every setting of the gateway, read and checked once at the start. {@code
 * config/application.properties} says what each is for; its text form holds no secret.
 *
 * @param dev the dev profile is on
 * @param access LiveKit, as far as it is configured
 * @param tokenTtl the life of a participant's token, in whole seconds
 * @param http where the gateway listens
 * @param routes which routes run
 * @param auth who may call
 * @param claims how room claims are stored
 * @param room what becomes of rooms
 * @param lookups how lookups of rooms share calls
 * @param limits how much LiveKit takes of what callers write into a token
 * @param webhooks whose webhooks are taken, and where they go
 * @param grants what a participant's token allows
 * @param anonymousAgents a caller who is not authenticated may ask for agents, which cost money
 * @param anonymousRooms a caller who is not authenticated may see and change every room; only where
 *     there is no authentication
 * @param preciseFailureStatus a failure of LiveKit is 502, 503 or 504, not 500 as first documented
 * @param warnings what to say at the start, one line each
 */
public record Settings(
    boolean dev,
    LiveKitAccess access,
    Duration tokenTtl,
    HttpSettings http,
    RoutesSettings routes,
    AuthSettings auth,
    ClaimSettings claims,
    RoomSettings room,
    LookupSettings lookups,
    LimitSettings limits,
    WebhookSettings webhooks,
    GrantSettings grants,
    boolean anonymousAgents,
    boolean anonymousRooms,
    boolean preciseFailureStatus,
    List<String> warnings) {
  private static final Duration DEFAULT_TTL = Duration.ofHours(6);

  /**
   * Reads the settings.
   *
   * @param plain the text of a setting that is no secret, by its name; null or blank when it is not
   *     set, also for a name that is in no file ({@code LIVEKIT_HOST}); it must throw where a value
   *     cannot be resolved, as Camel does for {@code {{?NAME}}} but not in {@code resolveProperty},
   *     or a default would silently stand in for it
   * @param environment the environment of the process, from which alone secrets come
   * @param dev the dev profile is on: demo values stand in for what is not set
   * @throws SettingException a setting is set and wrong
   */
  public static Settings read(
      Function<String, String> plain, Map<String, String> environment, boolean dev) {
    PlainSettings settings = new PlainSettings(plain);
    SecretSettings secrets = new SecretSettings(environment);
    LiveKitAccess access = LiveKitAccess.read(settings, secrets, dev);
    Duration ttl = tokenTtl(settings);
    HttpSettings http = HttpSettings.read(settings, dev);
    GrantSettings grants = GrantSettings.read(settings);
    AuthSettings auth = AuthSettings.read(settings, secrets, dev, ttl, grants);
    ClaimSettings claims = ClaimSettings.read(settings, secrets, ttl);
    List<String> warnings = new ArrayList<>(access.warnings());
    warnings.addAll(auth.warnings(http));
    warnings.addAll(claims.warnings());
    if (auth.configured() && !auth.demo() && settings.text("AUTH_QUERY_API_KEY").isEmpty()) {
      warnings.add(
          "AUTH_QUERY_API_KEY is not set: callers may send a secret in the URL, and URLs end up in"
              + " the logs of proxies; set false where no caller needs it, or true");
    }
    boolean anonymousRooms = anonymousRooms(settings, auth);
    if (anonymousRooms) {
      warnings.add(
          "ANONYMOUS_ROOMS=true: whoever can reach the port may list, change and end every room");
    }
    return new Settings(
        dev,
        access,
        ttl,
        http,
        RoutesSettings.read(settings, dev),
        auth,
        claims,
        RoomSettings.read(settings),
        LookupSettings.read(settings),
        LimitSettings.read(settings),
        WebhookSettings.read(settings, secrets, access.settings()),
        grants,
        settings.flag("ANONYMOUS_AGENTS", false),
        anonymousRooms,
        settings
            .choice("LIVEKIT_FAILURE_STATUS", "documented", "precise")
            .orElse("documented")
            .equals("precise"),
        List.copyOf(warnings));
  }

  private static boolean anonymousRooms(PlainSettings settings, AuthSettings auth) {
    boolean open = settings.flag("ANONYMOUS_ROOMS", false);
    if (open && auth.configured()) {
      throw new SettingException(
          "ANONYMOUS_ROOMS",
          "true is for a service without authentication: expected false where tenants have rooms");
    }
    return open;
  }

  static Duration tokenTtl(PlainSettings settings) {
    return settings.wholeSeconds("LIVEKIT_TOKEN_TTL").orElse(DEFAULT_TTL);
  }

  /** The LiveKit server; empty when a setting is missing or the emulator has not started. */
  public Optional<LiveKitSettings> livekit() {
    return access.settings();
  }

  /** What is missing for {@link #livekit()}, without its values; empty text when nothing is. */
  public String livekitMissing() {
    return access.missing();
  }

  /** Whether the dev profile's emulator stands in for LiveKit. */
  public boolean emulated() {
    return access.emulated();
  }

  /**
   * These settings, with the emulator as the LiveKit server.
   *
   * @param emulator where its API is
   * @throws IllegalStateException LiveKit is not emulated
   */
  public Settings withEmulatorAt(URI emulator) {
    return new Settings(
        dev,
        access.at(emulator),
        tokenTtl,
        http,
        routes,
        auth,
        claims,
        room,
        lookups,
        limits,
        webhooks,
        grants,
        anonymousAgents,
        anonymousRooms,
        preciseFailureStatus,
        warnings);
  }
}
