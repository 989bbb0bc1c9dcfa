package livekit.routes.tenant;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import livekit.routes.settings.AuthSettings;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Reads what a caller sent to prove who it is. Camel keeps headers and query parameters in one map,
 * where {@code ?Authorization=x} looks like the header, so the HTTP request itself is read.
 */
public final class Credentials {
  private final boolean configured;
  private final boolean queryAllowed;

  /**
   * @param settings whether anybody can be authenticated, and whether {@code ?api_key=} is read
   */
  public Credentials(AuthSettings settings) {
    this.configured = settings.configured();
    this.queryAllowed = settings.queryApiKey();
  }

  /**
   * The credential of a request.
   *
   * @param message the message as platform-http made it; of any other message (a test that replaces
   *     the consumer) the header {@code Authorization} is read
   * @return null where none was sent, or where no way to authenticate is configured
   */
  public Credential read(Message message) {
    if (!configured) {
      return null;
    }
    if (message instanceof HttpMessage http) {
      HttpServerRequest request = http.getRequest();
      return Credential.from(
          request.headers().getAll("Authorization"), apiKeys(request.uri()), queryAllowed);
    }
    String header = message.getHeader("Authorization", String.class);
    return Credential.from(header == null ? List.of() : List.of(header), List.of(), queryAllowed);
  }

  private static List<String> apiKeys(String uri) {
    if (uri.indexOf('?') < 0) {
      return List.of();
    }
    return new QueryStringDecoder(uri).parameters().getOrDefault("api_key", List.of());
  }
}
