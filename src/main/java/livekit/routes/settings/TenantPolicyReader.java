package livekit.routes.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import livekit.routes.api.UnicodeText;

/** Reads the policy in one entry of the list of tenants; each member is optional. */
final class TenantPolicyReader {
  /** The members that are read here. */
  static final List<String> MEMBERS =
      List.of("room_prefix", "grants", "token_ttl", "max_participants", "empty_timeout");

  /** LiveKit's limit for the name of a room. */
  private static final int MAX_ROOM_BYTES = 256;

  private final JsonNode entry;
  private final TenantRules rules;

  /**
   * @param entry an object without members that nobody reads
   */
  TenantPolicyReader(JsonNode entry, TenantRules rules) {
    this.entry = entry;
    this.rules = rules;
  }

  /**
   * The policy, {@link TenantPolicy#NONE} where the entry has no part of one.
   *
   * @throws EntryException a member is not as expected
   */
  TenantPolicy read() {
    if (MEMBERS.stream().noneMatch(entry::has)) {
      return TenantPolicy.NONE;
    }
    return new TenantPolicy(
        roomPrefix(),
        grants(),
        tokenTtl(),
        maxParticipants(),
        seconds("empty_timeout").map(time -> Math.toIntExact(time.toSeconds())).orElse(null));
  }

  private String roomPrefix() {
    if (!entry.has("room_prefix")) {
      return null;
    }
    String prefix = ApiSecretEntry.text(entry, "room_prefix");
    if (prefix.isEmpty() || UnicodeText.utf8Length(prefix) > MAX_ROOM_BYTES) {
      throw new EntryException("has a \"room_prefix\" that is empty or longer than 256 bytes");
    }
    return prefix;
  }

  private GrantSettings grants() {
    if (!entry.has("grants")) {
      return null;
    }
    Set<String> names = new HashSet<>();
    entry.get("grants").forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    GrantSettings grants =
        new GrantSettings(
            names.remove("canPublish"),
            names.remove("canSubscribe"),
            names.remove("canPublishData"));
    if (!entry.get("grants").isArray() || !names.isEmpty()) {
      throw new EntryException(
          "has \"grants\" that are not a list of canPublish, canSubscribe and canPublishData");
    }
    if (grants.canPublish() && !rules.grants().canPublish()
        || grants.canSubscribe() && !rules.grants().canSubscribe()
        || grants.canPublishData() && !rules.grants().canPublishData()) {
      throw new EntryException(
          "has \"grants\" that TOKEN_CAN_PUBLISH, TOKEN_CAN_SUBSCRIBE or TOKEN_CAN_PUBLISH_DATA"
              + " switch off");
    }
    return grants;
  }

  private Duration tokenTtl() {
    Duration ttl = seconds("token_ttl").orElse(null);
    if (ttl != null && ttl.compareTo(rules.tokenTtl()) > 0) {
      throw new EntryException("has a \"token_ttl\" that is longer than LIVEKIT_TOKEN_TTL");
    }
    return ttl;
  }

  private Integer maxParticipants() {
    JsonNode value = entry.get("max_participants");
    if (value == null) {
      return null;
    }
    if (!value.isInt() || value.intValue() < 1) {
      throw new EntryException(
          "has a \"max_participants\" that is not a whole number from 1 to " + Integer.MAX_VALUE);
    }
    return value.intValue();
  }

  private Optional<Duration> seconds(String member) {
    JsonNode value = entry.get(member);
    if (value == null) {
      return Optional.empty();
    }
    boolean duration = value.isTextual() || value.isNumber();
    return Optional.of(
        Optional.of(value.asText())
            .filter(text -> duration)
            .flatMap(Durations::parseWholeSeconds)
            .orElseThrow(
                () ->
                    new EntryException(
                        "has a \""
                            + member
                            + "\" that is not whole seconds, 1 or more: "
                            + Durations.EXPECTED)));
  }
}
