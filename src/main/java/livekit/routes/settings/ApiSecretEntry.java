package livekit.routes.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import livekit.routes.api.UnicodeText;

/**
 * One entry of the list of tenants: {@code id}, {@code secret} or {@code secret_sha256}, and the
 * members of {@link TenantPolicyReader}.
 *
 * @param id the tenant's id; may be blank
 * @param digest its secret; empty where it proves who it is in another way
 * @param policy what the entry says of the tenant
 */
record ApiSecretEntry(String id, Optional<SecretDigest> digest, TenantPolicy policy) {
  private static final Set<String> MEMBERS = Set.of("id", "secret", "secret_sha256");

  /**
   * Reads an entry.
   *
   * @throws EntryException it is not as expected
   */
  static ApiSecretEntry read(JsonNode entry, TenantRules rules) {
    if (!entry.isObject()) {
      throw new EntryException("is not an object with \"id\" and \"secret\"");
    }
    for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name) && !TenantPolicyReader.MEMBERS.contains(name)) {
        // Its name is not said: where id and secret were swapped it is a secret.
        throw new EntryException(
            "has a member that is not \"id\", \"secret\", \"secret_sha256\" or one of the policy: "
                + String.join(", ", TenantPolicyReader.MEMBERS));
      }
    }
    if (!entry.has("id")) {
      throw new EntryException("has no \"id\"");
    }
    Optional<SecretDigest> digest = digest(entry);
    if (digest.isEmpty() && !rules.secretsOptional()) {
      throw new EntryException(
          "has no \"secret\" or \"secret_sha256\"; that is for tenants of AUTH_OIDC_ISSUER or"
              + " AUTH_SERVICE_URL, which are not set");
    }
    return new ApiSecretEntry(
        text(entry, "id"), digest, new TenantPolicyReader(entry, rules).read());
  }

  /** The member as a text; the caller knows that it is there. */
  static String text(JsonNode entry, String member) {
    JsonNode value = entry.get(member);
    if (!value.isTextual()) {
      throw new EntryException("has a \"" + member + "\" that is not a text");
    }
    // As UTF-8 it would become a "?": two texts would be one.
    if (UnicodeText.hasLoneSurrogate(value.textValue())) {
      throw new EntryException("has a \"" + member + "\" that is not well-formed Unicode text");
    }
    return value.textValue();
  }

  private static Optional<SecretDigest> digest(JsonNode entry) {
    boolean plain = entry.has("secret");
    if (plain && entry.has("secret_sha256")) {
      throw new EntryException("has a \"secret\" and a \"secret_sha256\"; expected one of them");
    }
    if (plain) {
      String secret = SecretText.strip(text(entry, "secret"));
      if (secret.isEmpty()) {
        throw new EntryException("has a blank \"secret\"");
      }
      if (!SecretText.isOneLine(secret)) {
        throw new EntryException(
            "has a \"secret\" that is not one line: " + SecretText.NOT_ONE_LINE);
      }
      return Optional.of(SecretDigest.of(secret));
    }
    if (!entry.has("secret_sha256")) {
      return Optional.empty();
    }
    return Optional.of(
        SecretDigest.parse(text(entry, "secret_sha256"))
            .filter(digest -> !digest.equals(SecretDigest.OF_NOTHING))
            .orElseThrow(
                () ->
                    new EntryException(
                        "has a \"secret_sha256\" that is not the 64 hex digits of a secret's"
                            + " SHA-256")));
  }
}
