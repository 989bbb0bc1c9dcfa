package livekit.routes.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twirp's side of the emulator: what is no call is refused here, what is one is answered by the
 * route. A failure of the route that is no {@link TwirpException} is {@code internal}, and its
 * details stay in the log.
 */
final class EmulatedTwirp implements AutoCloseable {
  static final String PATH = "/twirp/livekit.RoomService/";
  static final String DISPATCH_PATH = "/twirp/livekit.AgentDispatchService/";
  private static final String LIST = "ListRooms";
  private static final String PROTOBUF = "application/protobuf";

  static final String ROUTE = "direct:emulate-livekit";

  private static final Logger LOG = LoggerFactory.getLogger(EmulatedTwirp.class);

  private final AtomicReference<ProducerTemplate> routes = new AtomicReference<>();

  void answerFrom(CamelContext context) {
    // The former template is not stopped: a call may just have read it. It holds no thread.
    routes.set(context.createProducerTemplate());
  }

  HttpAnswer answer(HttpCall call, EmulatedGrants grants) {
    try {
      if (!call.method().equals("POST")) {
        throw new TwirpException("bad_route: unsupported method (only POST is allowed)");
      }
      if (call.path().equals(PATH + LIST) && call.contentType().equals(PROTOBUF)) {
        return HttpAnswer.protobuf(ask(LIST, RoomRequest.readNames(call.body()), grants));
      }
      if (!call.contentType().equals("application/json")) {
        throw new TwirpException("bad_route: unexpected Content-Type");
      }
      return HttpAnswer.json(ask(methodOf(call.path()), RoomRequest.read(call.body()), grants));
    } catch (TwirpException e) {
      return HttpAnswer.error(e);
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.error("The emulated LiveKit failed.", e);
      return HttpAnswer.error(new TwirpException("internal: internal error"));
    }
  }

  static boolean serves(String path) {
    return path.startsWith(PATH) || path.startsWith(DISPATCH_PATH);
  }

  /** A method of RoomService by its name alone, one of another service as the path has it. */
  private static String methodOf(String path) {
    return path.startsWith(PATH)
        ? path.substring(PATH.length())
        : "AgentDispatchService/" + path.substring(DISPATCH_PATH.length());
  }

  private Object ask(String method, RoomRequest request, EmulatedGrants grants) {
    ProducerTemplate route = routes.get();
    if (route == null) {
      throw new TwirpException("unavailable: the emulator has no routes yet");
    }
    Exchange answer =
        route.send(
            ROUTE,
            ExchangePattern.InOut,
            exchange -> {
              exchange.setVariable("method", method);
              exchange.setVariable("grants", grants);
              exchange.getMessage().setBody(request);
            });
    if (answer.getException() == null) {
      return answer.getMessage().getBody();
    }
    TwirpException refusal = answer.getException(TwirpException.class);
    throw refusal == null ? new IllegalStateException(answer.getException()) : refusal;
  }

  @Override
  public void close() {
    ProducerTemplate last = routes.getAndSet(null);
    if (last != null) {
      last.stop();
    }
  }
}
