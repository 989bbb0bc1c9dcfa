package livekit.routes.participant;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The participants of a room, as LiveKit lists them and as its tenant is shown them.
 *
 * @param participants null where LiveKit's answer is no list of participants
 */
public record ParticipantInfos(@JsonProperty("participants") List<ParticipantInfo> participants) {
  /** Short: Camel asks for it in a choice on the body. */
  @Override
  public String toString() {
    return "ParticipantInfos[hidden]";
  }
}
