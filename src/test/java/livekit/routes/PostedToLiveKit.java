package livekit.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;

/**
 * What {@code call-livekit} posts.
 *
 * @param path the path after {@code /twirp/}
 * @param headers the names of all headers, Camel's own included
 * @param grants the {@code video} claim of our server token
 * @param body the JSON text
 */
record PostedToLiveKit(String path, Set<String> headers, Map<String, Object> grants, String body) {
  /** What a mock endpoint in LiveKit's place received as its only call. */
  static PostedToLiveKit only(MockEndpoint livekit) {
    if (livekit.getReceivedCounter() != 1) {
      throw new AssertionError("calls to LiveKit: " + livekit.getReceivedCounter());
    }
    return of(livekit.getExchanges().get(0));
  }

  /** What one of its calls received. */
  static PostedToLiveKit of(Exchange call) {
    String authorization = call.getMessage().getHeader("Authorization", String.class);
    try {
      return new PostedToLiveKit(
          call.getMessage().getHeader(Exchange.HTTP_PATH, String.class),
          new TreeSet<>(call.getMessage().getHeaders().keySet()),
          SignedJWT.parse(authorization.replaceFirst("^Bearer ", ""))
              .getJWTClaimsSet()
              .getJSONObjectClaim("video"),
          body(call));
    } catch (ParseException e) {
      throw new AssertionError("the server token is none", e);
    }
  }

  /** Also of ListRooms, which is posted in protobuf. */
  private static String body(Exchange call) {
    byte[] body = call.getMessage().getBody(byte[].class);
    return "application/protobuf".equals(call.getMessage().getHeader(Exchange.CONTENT_TYPE))
        ? new ObjectMapper().valueToTree(Map.of("names", ProtobufRooms.names(body))).toString()
        : new String(body, StandardCharsets.UTF_8);
  }
}
