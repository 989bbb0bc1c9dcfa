package livekit.routes.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import livekit.routes.api.StrictJson;
import livekit.routes.rpc.LiveKitErrorException;
import livekit.routes.rpc.RpcError;
import livekit.routes.twirp.LiveKitFailedException;
import org.apache.camel.Message;

/** Reads the body that an RPC is called with, and the one that it answers. */
final class RpcBodies {
  private static final ObjectMapper JSON = StrictJson.mapper();

  private RpcBodies() {}

  /**
   * The request in a message: JSON as text, bytes or a stream, a map, or nothing for {@code {}}.
   *
   * @throws IllegalArgumentException it is no JSON object; the message has nothing of the body
   */
  static ObjectNode request(Message message) {
    Object body = message.getBody();
    try {
      JsonNode tree =
          body instanceof Map<?, ?> || body instanceof JsonNode
              ? JSON.valueToTree(body)
              : parsed(body == null ? new byte[0] : message.getBody(byte[].class));
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException | IllegalArgumentException e) {
      // Jackson quotes the body, so it is no cause.
    }
    throw new IllegalArgumentException("expected a JSON object as body, as text or as a map");
  }

  /** As it is sent, in UTF-8. */
  static byte[] bytes(ObjectNode request) {
    try {
      return JSON.writeValueAsBytes(request);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body cannot be written as JSON");
    }
  }

  /**
   * The answer, as the JSON text that LiveKit sent.
   *
   * @throws LiveKitErrorException it is an error
   * @throws LiveKitFailedException it is no JSON object
   */
  static String answer(int status, byte[] body) {
    if (status != 200) {
      throw new LiveKitErrorException(RpcError.read(status, body));
    }
    try {
      if (JSON.readTree(body) instanceof ObjectNode) {
        return new String(body, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      // Jackson quotes the answer, so it is no cause.
    }
    throw new LiveKitFailedException("LiveKit's answer is not a JSON object");
  }

  private static JsonNode parsed(byte[] body) throws IOException {
    // No conversion: something that is no text.
    if (body == null) {
      return null;
    }
    return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
  }
}
