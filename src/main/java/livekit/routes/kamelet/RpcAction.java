package livekit.routes.kamelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import livekit.routes.rpc.LiveKitErrorException;
import livekit.routes.rpc.Rpc;
import livekit.routes.rpc.RpcTable;
import livekit.routes.settings.Durations;
import livekit.routes.settings.LiveKitConnection;
import livekit.routes.settings.SettingException;
import livekit.routes.twirp.LiveKitFailedException;
import livekit.routes.twirp.LiveKitHttpClientConfigurer;
import livekit.routes.twirp.LiveKitNotConfiguredException;
import livekit.routes.twirp.ServerTokens;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The bean of {@code livekit-rpc-action}: one RPC of one LiveKit, called with tokens of a minute
 * that have what LiveKit checks for it and nothing else.
 *
 * <p>It configures the HTTP client too: a call ends within {@code requestTimeout} plus two seconds
 * for the connection, with an answer of at most 16 MiB or with an exception of {@link
 * LiveKitHttpClientConfigurer}.
 */
public final class RpcAction extends LiveKitBean implements HttpClientConfigurer {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** A list of ten thousand rooms is smaller. */
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

  private String service;
  private String method;
  private String requestTimeout;
  private Rpc rpc;
  private LiveKitConnection livekit;
  private ServerTokens tokens;
  private LiveKitHttpClientConfigurer client;

  /** Makes a bean without parameters; Camel sets them. */
  public RpcAction() {
    super("livekit-rpc-action");
  }

  /**
   * What is sent.
   *
   * @param body the request, as JSON in UTF-8
   * @param claims what the token has to say
   */
  public record Request(byte[] body, Map<String, Object> claims) {
    /** Without the values, which may be personal data. */
    @Override
    public String toString() {
      return "Request[hidden]";
    }
  }

  public void setService(String service) {
    this.service = service;
  }

  public void setMethod(String method) {
    this.method = method;
  }

  public void setRequestTimeout(String requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  /**
   * Checks the parameters.
   *
   * @throws SettingException one of them is wrong, or LiveKit is not configured
   */
  public void start() {
    try {
      rpc = RpcTable.bundled().find(service, method);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    Duration wait =
        Durations.parse(requestTimeout)
            .filter(duration -> !duration.isZero() && duration.compareTo(LONGEST) <= 0)
            .orElseThrow(() -> wrong("expected a requestTimeout such as 10s, at most 5m"));
    livekit = connection(true);
    tokens = new ServerTokens(signer(livekit), Clock.systemUTC());
    client = new LiveKitHttpClientConfigurer(CONNECT_TIMEOUT, wait, MAX_ANSWER_BYTES);
  }

  /**
   * Makes the request of a body: JSON as text, bytes or a stream, a map, or nothing for {@code {}}.
   *
   * @throws IllegalArgumentException it is no JSON object, or a field that decides about a grant is
   *     missing; the message has nothing of the body
   */
  public Request request(Exchange exchange) {
    ObjectNode request = RpcBodies.request(exchange.getMessage());
    return new Request(RpcBodies.bytes(request), rpc.claimsFor(request));
  }

  /**
   * The value of {@code Authorization}.
   *
   * @throws LiveKitNotConfiguredException there is no key
   */
  public String authorization(Request request) {
    return tokens.bearerOf(request.claims());
  }

  /**
   * Where the RPC is.
   *
   * @throws LiveKitNotConfiguredException there is no URL
   */
  public String uri() {
    return livekit.apiUrl() + rpc.path();
  }

  /** Whether the call may be made twice. */
  public boolean isRepeatable() {
    return rpc.repeatable();
  }

  /**
   * The answer, as JSON text.
   *
   * @throws LiveKitErrorException LiveKit answered an error
   * @throws LiveKitFailedException it answered no JSON object
   */
  public String answer(Exchange exchange) {
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
    return RpcBodies.answer(status, exchange.getMessage().getBody(byte[].class));
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    client.configureHttpClient(builder);
  }

  /** No further call can be made. */
  public void close() {
    client.close();
  }
}
