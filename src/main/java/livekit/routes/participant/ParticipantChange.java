package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.api.Attributes;
import livekit.routes.api.Utf8Size;
import livekit.routes.api.WellFormed;

/**
 * The body of {@code PATCH /livekit/rooms/{room}/participants/{identity}}. What is null stays as it
 * is. An empty name and empty metadata are refused: LiveKit would leave the old ones.
 *
 * @param newName what the others see
 * @param newMetadata any text
 * @param newAttributes keys and values that are set; an empty value removes the key
 * @param newPermission what changes of what it may do; see {@link Permissions}
 */
public record ParticipantChange(
    @JsonProperty("name")
        @Size(min = 1, message = "must not be empty")
        @Utf8Size(max = 256)
        @WellFormed(nul = false, message = "must be well-formed Unicode text without U+0000")
        String newName,
    @JsonProperty("metadata") @Size(min = 1, message = "must not be empty") @WellFormed
        String newMetadata,
    @JsonProperty("attributes") @Attributes Map<String, String> newAttributes,
    @JsonProperty("permission") JsonNode newPermission) {
  /** Copies what could change, and makes JSON's null the same as an absent field. */
  public ParticipantChange {
    if (newAttributes != null) {
      newAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(newAttributes));
    }
    if (newPermission != null && newPermission.isNull()) {
      newPermission = null;
    }
  }

  /** Without the values, which are personal data. */
  @Override
  public String toString() {
    return "ParticipantChange[hidden]";
  }
}
