package livekit.routes.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code AUTH_API_SECRETS_JSON}: {@code [{"id":"acme","secret":"..."}]}.
 *
 * <p>Strict, since a list that is read half lets somebody in or keeps somebody out: text after the
 * list, a member given twice or unknown, and a number for a text are refused. Messages say which
 * entry (the first is 1) and never what is in it; Jackson's own messages quote the input.
 */
final class ApiSecrets {
  static final String NAME = "AUTH_API_SECRETS_JSON";

  private static final Set<String> MEMBERS = Set.of("id", "secret");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ApiSecrets() {}

  /**
   * Reads the list; a blank id is kept, so that its secret is known and refused.
   *
   * @param dev whether a demo secret may be in it
   */
  static List<TenantSecret> parse(String json, boolean dev) {
    JsonNode list = tree(json);
    if (!list.isArray() || list.isEmpty()) {
      throw new SettingException(
          NAME, "expected a list with at least one entry: [{\"id\":\"...\",\"secret\":\"...\"}]");
    }
    List<TenantSecret> secrets = new ArrayList<>(list.size());
    Map<String, Integer> seen = new HashMap<>();
    for (JsonNode node : list) {
      int number = secrets.size() + 1;
      TenantSecret entry = entry(node, number);
      if (!dev && DemoSettings.isDemoSecret(entry.secret())) {
        throw refusal(number, "has a secret of the dev profile; expected one of your own");
      }
      Integer earlier = seen.putIfAbsent(entry.secret(), number);
      if (earlier != null) {
        throw refusal(number, "has the same secret as entry " + earlier);
      }
      secrets.add(entry);
    }
    return secrets;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new SettingException(NAME, "is not JSON, has text after it or a member twice" + place);
    }
  }

  private static TenantSecret entry(JsonNode entry, int number) {
    if (!entry.isObject()) {
      throw refusal(number, "is not an object with \"id\" and \"secret\"");
    }
    for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
      if (!MEMBERS.contains(names.next())) {
        // Its name is not said: where id and secret were swapped it is a secret.
        throw refusal(number, "has a member that is not \"id\" or \"secret\"");
      }
    }
    String secret = text(entry, "secret", number);
    if (secret.isBlank()) {
      throw refusal(number, "has a blank \"secret\"");
    }
    return new TenantSecret(text(entry, "id", number), secret);
  }

  private static String text(JsonNode entry, String member, int number) {
    JsonNode value = entry.get(member);
    if (value == null) {
      throw refusal(number, "has no \"" + member + "\"");
    }
    if (!value.isTextual()) {
      throw refusal(number, "has a \"" + member + "\" that is not a text");
    }
    return value.textValue();
  }

  private static SettingException refusal(int number, String reason) {
    return new SettingException(NAME, "entry " + number + " " + reason);
  }
}
