package livekit.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a route leaves for the caller.
 *
 * @param status the HTTP status; 0 where no route set one
 * @param headers every other header, as text
 * @param json the body; a missing node where no route wrote one as JSON
 */
public record Answer(int status, Map<String, String> headers, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The answer that an exchange holds; an exception that no route handled fails the test. */
  public static Answer of(Exchange exchange) {
    if (exchange.getException() != null) {
      throw new AssertionError("the route ended in an exception", exchange.getException());
    }
    Message message = exchange.getMessage();
    Map<String, String> headers = new TreeMap<>();
    message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
    String status = headers.remove(Exchange.HTTP_RESPONSE_CODE);
    try {
      return new Answer(
          status == null ? 0 : Integer.parseInt(status), headers, JSON.readTree(text(message)));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the answer is not JSON", e);
    }
  }

  /** The {@code code} of a problem; null where there is none. */
  public String code() {
    return json.path("code").textValue();
  }

  /** The text of what is read only once otherwise; no text for what a route wrote no JSON of. */
  private static String text(Message message) {
    if (message.getBody() instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return message.getBody() instanceof String text ? text : "";
  }
}
