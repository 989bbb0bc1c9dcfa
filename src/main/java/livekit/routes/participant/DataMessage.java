package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import livekit.routes.api.LiveKitNames;
import livekit.routes.api.WellFormed;

/**
 * The body of {@code POST /livekit/rooms/{room}/data}: a message to participants.
 *
 * @param data the payload, in base64
 * @param topic what it is about; may be null
 * @param destinationIdentities who gets it; null or empty: everybody in the room
 * @param kind {@code RELIABLE} or {@code LOSSY}; null is RELIABLE
 */
public record DataMessage(
    @JsonProperty("data")
        @JsonDeserialize(using = Base64Text.class)
        @NotNull(message = "is required")
        byte[] data,
    @JsonProperty("topic") @WellFormed String topic,
    @JsonProperty("destination_identities") @JsonAlias("destinationIdentities") @LiveKitNames
        List<String> destinationIdentities,
    @JsonProperty("kind") @Pattern(regexp = "RELIABLE|LOSSY", message = "must be RELIABLE or LOSSY")
        String kind) {
  /** Without the message. */
  @Override
  public String toString() {
    return "DataMessage[hidden]";
  }
}
