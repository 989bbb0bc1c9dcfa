package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import livekit.routes.api.WellFormed;

/**
 * The body of {@code POST /livekit/rooms/{room}/participants/{identity}/mute}.
 *
 * @param trackSid LiveKit's id of the track
 * @param muted false to unmute, which LiveKit refuses unless it is configured to allow it
 */
public record MuteRequest(
    @JsonProperty("track_sid") @JsonAlias("trackSid") @NotBlank(message = "is required") @WellFormed
        String trackSid,
    @JsonProperty("muted") @NotNull(message = "is required") Boolean muted) {
  /** Without the values. */
  @Override
  public String toString() {
    return "MuteRequest[hidden]";
  }
}
