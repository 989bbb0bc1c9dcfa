package livekit.routes.kamelet;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import livekit.routes.settings.LiveKitConnection;
import livekit.routes.settings.SettingException;
import livekit.routes.token.HmacJwt;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * What the beans of all Kamelets have in common: which LiveKit they work with. Where {@code url},
 * or {@code apiKey} and {@code apiSecret}, are not given, that of the {@link LiveKitConnection} in
 * Camel's registry is taken, and without such a bean that of the environment.
 */
abstract class LiveKitBean implements CamelContextAware {
  private final String kamelet;
  private CamelContext context;
  private String url;
  private String apiKey;
  private String apiSecret;

  LiveKitBean(String kamelet) {
    this.kamelet = kamelet;
  }

  @Override
  public final CamelContext getCamelContext() {
    return context;
  }

  @Override
  public final void setCamelContext(CamelContext context) {
    this.context = context;
  }

  public final void setUrl(String url) {
    this.url = url;
  }

  public final void setApiKey(String apiKey) {
    this.apiKey = apiKey;
  }

  public final void setApiSecret(String apiSecret) {
    this.apiSecret = apiSecret;
  }

  /** A parameter is wrong: the start ends with this line. */
  final SettingException wrong(String what) {
    return new SettingException(kamelet, what);
  }

  /**
   * The LiveKit of this Kamelet. Only a bean may lack what is needed, since its owner has said so
   * already; a call then fails.
   *
   * @param calls whether a URL is needed too
   * @throws SettingException something is wrong or missing, or there are two beans
   */
  final LiveKitConnection connection(boolean calls) {
    Set<LiveKitConnection> beans = context.getRegistry().findByType(LiveKitConnection.class);
    boolean given = apiKey != null && apiSecret != null && (url != null || !calls);
    if (given) {
      // What is in the environment beside it may be wrong, and does not matter.
      return LiveKitConnection.of(Optional.empty()).with(kamelet, url, apiKey, apiSecret);
    }
    if (beans.size() > 1) {
      throw wrong("expected one LiveKitConnection in the registry");
    }
    LiveKitConnection livekit =
        beans.stream()
            .findFirst()
            .orElseGet(() -> LiveKitConnection.ofEnvironment(System.getenv()))
            .with(kamelet, url, apiKey, apiSecret);
    if (beans.isEmpty() && calls && !livekit.hasUrl()) {
      throw wrong("expected url, or LIVEKIT_URL in the environment");
    }
    if (beans.isEmpty() && !livekit.hasKey()) {
      throw wrong(
          "expected apiKey and apiSecret, or LIVEKIT_API_KEY and LIVEKIT_API_SECRET in the"
              + " environment");
    }
    return livekit;
  }

  /** The keys that were given, or else the one of this LiveKit; none where it has none. */
  final Map<String, String> keysOr(Map<String, String> given) {
    if (!given.isEmpty()) {
      return given;
    }
    LiveKitConnection livekit = connection(false);
    return livekit.hasKey() ? Map.of(livekit.apiKey(), livekit.apiSecret()) : Map.of();
  }

  /** Signs with the key of this LiveKit; nothing where it has none. */
  static HmacJwt signer(LiveKitConnection livekit) {
    return livekit.hasKey()
        ? new HmacJwt(livekit.apiKey(), livekit.apiSecret())
        : HmacJwt.notConfigured();
  }
}
