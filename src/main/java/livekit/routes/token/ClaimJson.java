package livekit.routes.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import livekit.routes.api.StrictJson;

/** Reads what a route gives as an object: a map, a tree of Jackson's, or JSON text. */
final class ClaimJson {
  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private ClaimJson() {}

  /**
   * A copy as maps, lists, texts, numbers and switches.
   *
   * @throws IllegalArgumentException it is no JSON object; the message does not quote it
   */
  static Map<String, Object> object(Object given) {
    try {
      JsonNode tree = given instanceof String text ? JSON.readTree(text) : JSON.valueToTree(given);
      if (tree.isObject()) {
        return JSON.convertValue(tree, MAP);
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Its message quotes the value.
    }
    throw new IllegalArgumentException("expected a JSON object, as text or as a map");
  }
}
