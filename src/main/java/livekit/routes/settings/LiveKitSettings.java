package livekit.routes.settings;

import java.net.URI;

/**
 * The LiveKit server that tokens are for.
 *
 * @param apiUrl where its API is: http or https, with no slash at the end
 * @param publicUrl what callers are told: ws or wss, or {@code LIVEKIT_PUBLIC_URL} as given
 * @param apiKey the issuer of every token
 * @param apiSecret the key of their signature; shorter than 32 bytes as with {@code livekit-server
 *     --dev} is possible
 */
public record LiveKitSettings(URI apiUrl, URI publicUrl, String apiKey, String apiSecret) {
  /** The two addresses; never the key and the secret. */
  @Override
  public String toString() {
    return "LiveKitSettings[apiUrl=" + apiUrl + ", publicUrl=" + publicUrl + "]";
  }
}
