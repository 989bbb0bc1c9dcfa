package livekit.routes.participant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import livekit.routes.room.RoomPath;
import livekit.routes.twirp.LiveKitFailedException;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads participants and tracks from LiveKit's answers. An answer that cannot be read, or is about
 * somebody else, is a {@link LiveKitFailedException}.
 */
public final class ParticipantAnswers {
  private final ObjectMapper json;

  /**
   * @param json the mapper that answers are read with
   */
  public ParticipantAnswers(ObjectMapper json) {
    this.json = json;
  }

  /** The answer to ListParticipants. */
  public ParticipantInfos list(@Body byte[] answer) {
    ParticipantInfos list = read(answer, ParticipantInfos.class);
    if (list.participants() == null || list.participants().contains(null)) {
      throw unreadable();
    }
    return list;
  }

  /** The participant of the path, in the answer to GetParticipant or UpdateParticipant. */
  public ParticipantInfo one(@Body byte[] answer, @Variable("request") RoomPath asked) {
    ParticipantInfo participant = read(answer, ParticipantInfo.class);
    if (!asked.identity().equals(participant.identity())) {
      throw unreadable();
    }
    return participant;
  }

  /** What the participant of the path may do now, with every member that LiveKit has. */
  public ObjectNode permission(@Body byte[] answer, @Variable("request") RoomPath asked) {
    one(answer, asked);
    JsonNode permission = read(answer, JsonNode.class).path("permission");
    if (permission instanceof ObjectNode object) {
      return object;
    }
    throw unreadable();
  }

  /**
   * The track in the answer to MutePublishedTrack.
   *
   * @return null where the participant has no such track
   */
  public TrackInfo track(@Body byte[] answer) {
    return read(answer, MutedTrack.class).track();
  }

  private <T> T read(byte[] answer, Class<T> type) {
    try {
      if (answer != null) {
        return json.readValue(answer, type);
      }
    } catch (IOException e) {
      // Its message quotes the answer.
    }
    throw unreadable();
  }

  private static LiveKitFailedException unreadable() {
    return new LiveKitFailedException("the answer is not about what was asked for");
  }
}
