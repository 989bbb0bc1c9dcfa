package livekit.routes.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads the list of tenants: {@code [{"id":"acme","secret":"..."}]}, each with the members that
 * {@link ApiSecretEntry} knows.
 *
 * <p>Strict, since a list that is read half lets somebody in or keeps somebody out: text after the
 * list, a member given twice or unknown, and a number for a text are refused. Messages say which
 * entry (the first is 1) and never what is in it; Jackson's own messages quote the input.
 *
 * <p>Of the text, one entry is in memory at a time.
 */
final class ApiSecrets {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String setting;
  private final TenantRules rules;
  private final Optional<TenantSecret> beside;

  /**
   * @param setting what messages name
   * @param beside the secret of {@code AUTH_API_SECRET}, which becomes one of the list
   */
  ApiSecrets(String setting, TenantRules rules, Optional<TenantSecret> beside) {
    this.setting = setting;
    this.rules = rules;
    this.beside = beside;
  }

  /** What messages name. */
  String setting() {
    return setting;
  }

  /**
   * Reads the list; a blank id is kept, so that its secret is known and refused.
   *
   * @throws SettingException the list is not as expected
   * @throws IOException the source could not be read
   */
  TenantList parse(Reader source) throws IOException {
    TenantListBuilder tenants = new TenantListBuilder(rules.demoSecrets(), beside);
    try (JsonParser json = JSON.createParser(source)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw new SettingException(setting, SecretSettings.BLANK);
      }
      if (first != JsonToken.START_ARRAY) {
        throw notAList();
      }
      int number = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        number++;
        addEntry(json.readValueAsTree(), number, tenants);
      }
      if (number == 0) {
        throw notAList();
      }
      if (json.nextToken() != null) {
        throw notJson(json.currentTokenLocation());
      }
    } catch (JsonProcessingException e) {
      throw notJson(e.getLocation());
    }
    return tenants.build();
  }

  private void addEntry(JsonNode node, int number, TenantListBuilder tenants) {
    try {
      tenants.add(ApiSecretEntry.read(node, rules), number);
    } catch (EntryException e) {
      throw new SettingException(setting, "entry " + number + " " + e.getMessage());
    }
  }

  private SettingException notAList() {
    return new SettingException(
        setting, "expected a list with at least one entry: [{\"id\":\"...\",\"secret\":\"...\"}]");
  }

  private SettingException notJson(JsonLocation at) {
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new SettingException(
        setting, "is not JSON, has text after it or a member twice" + place);
  }
}
