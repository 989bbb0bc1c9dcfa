package livekit.routes.dev;

import static livekit.routes.dev.RunningEmulator.assertTwirp;
import static livekit.routes.dev.TestTokens.admin;
import static livekit.routes.dev.TestTokens.create;
import static livekit.routes.dev.TestTokens.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route, as a client of LiveKit sees it; livekit-server 1.13.5 answers the same. */
class EmulatedRoomServiceEdgeTest {
  private final EmulatedRooms rooms = new EmulatedRooms();
  private RunningEmulator liveKit;

  @BeforeEach
  void start() throws Exception {
    liveKit = new RunningEmulator();
    liveKit.answerFrom(rooms);
  }

  @AfterEach
  void stop() {
    liveKit.close();
  }

  @Test
  void createsListsChangesAndEndsARoom() throws Exception {
    assertThat(call("CreateRoom", "{\"name\":\"a\",\"metadata\":\"é\"}", create()).body())
        .contains("\"name\":\"a\"", "\"metadata\":\"é\"", "\"version\":null");
    assertThat(call("ListRooms", "{\"names\":[\"a\"]}", list()).body())
        .startsWith("{\"rooms\":[{\"sid\":\"RM_");
    assertThat(call("UpdateRoomMetadata", "{\"room\":\"a\",\"metadata\":\"m\"}", admin("a")).body())
        .contains("\"metadata\":\"m\"");
    assertThat(call("DeleteRoom", "{\"room\":\"a\"}", create()).body()).isEqualTo("{}");
    assertThat(call("ListRooms", "{}", list()).body()).isEqualTo("{\"rooms\":[]}");
  }

  @Test
  void findsNoRoomToChangeOrEnd() throws Exception {
    assertTwirp(call("DeleteRoom", "{\"room\":\"a\"}", create()), 404, "not_found");
    assertTwirp(call("UpdateRoomMetadata", "{\"room\":\"a\"}", admin("a")), 404, "not_found");
  }

  /** The answers of livekit-server 1.13.5 to the same calls. */
  @Test
  void hasNobodyInARoomThatNobodyJoined() throws Exception {
    rooms.seed("a", "m");
    String ann = "{\"room\":\"a\",\"identity\":\"ann\"";

    assertThat(call("ListParticipants", "{\"room\":\"a\"}", admin("a")).body())
        .isEqualTo("{\"participants\":[]}");
    for (String method :
        new String[] {"GetParticipant", "RemoveParticipant", "UpdateParticipant"}) {
      assertTwirp(call(method, ann + "}", admin("a")), 404, "not_found");
    }
    String mute = ann + ",\"track_sid\":\"x\",\"muted\":true}";
    assertTwirp(call("MutePublishedTrack", mute, admin("a")), 503, "unavailable");
    assertThat(call("SendData", "{\"room\":\"a\",\"data\":\"\"}", admin("a")).body())
        .isEqualTo("{}");
    assertTwirp(call("SendData", "{\"room\":\"b\",\"data\":\"\"}", admin("b")), 503, "unavailable");
  }

  @Test
  void mutesAndForgetsWhoIsInARoom() throws Exception {
    rooms.seed("a", "m");
    String track = rooms.join("a", "ann", "Ann");
    String mute = "{\"room\":\"a\",\"identity\":\"ann\",\"track_sid\":\"%s\",\"muted\":%s}";

    assertThat(call("MutePublishedTrack", mute.formatted(track, true), admin("a")).body())
        .contains(track, "\"muted\":true");
    assertThat(call("MutePublishedTrack", mute.formatted("x", true), admin("a")).body())
        .isEqualTo("{\"track\":null}");
    assertTwirp(
        call("MutePublishedTrack", mute.formatted(track, false), admin("a")),
        412,
        "failed_precondition");
    for (String method :
        new String[] {
          "ListParticipants",
          "GetParticipant",
          "RemoveParticipant",
          "UpdateParticipant",
          "MutePublishedTrack",
          "SendData"
        }) {
      assertDenied(call(method, mute.formatted(track, true), admin("b")));
      assertDenied(call(method, mute.formatted(track, true), create()));
    }
    assertThat(call("DeleteRoom", "{\"room\":\"a\"}", create()).body()).isEqualTo("{}");
    rooms.seed("a", "m");
    assertThat(call("ListParticipants", "{\"room\":\"a\"}", admin("a")).body())
        .isEqualTo("{\"participants\":[]}");
  }

  @Test
  void letsATokenDoOnlyWhatItsGrantAllows() throws Exception {
    rooms.seed("a", "m");

    assertDenied(call("ListRooms", "{}", create()));
    assertDenied(call("CreateRoom", "{\"name\":\"b\"}", list()));
    assertDenied(call("DeleteRoom", "{\"room\":\"a\"}", admin("a")));
    assertDenied(call("UpdateRoomMetadata", "{\"room\":\"a\"}", create()));
    assertDenied(call("UpdateRoomMetadata", "{\"room\":\"a\"}", admin("A")));
    assertDenied(call("UpdateRoomMetadata", "{}", create()));
    assertDenied(call("ListRooms", "{}", null));
    assertThat(rooms.names()).containsExactly("a");
  }

  /** Names that a text with placeholders would read as something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "12345678901234567890",
        " x ",
        "true",
        "null",
        "'q'",
        "\"q\"",
        "a,b",
        "ü",
        "${body}",
        "$simple{body}",
        "{{x}}",
        "a)",
        "x)} == true || 'a' == 'a",
        "\n"
      })
  void takesTheNameOfARoomAsItIs(String room) throws Exception {
    rooms.seed(room, "m");
    String metadata = "n:${body}) == '";
    String body = new ObjectMapper().writeValueAsString(Map.of("room", room, "metadata", metadata));

    assertThat(call("UpdateRoomMetadata", body, admin(room)).body()).contains(metadata);
    for (String other : new String[] {"a", "q", "07", "7.0", "x", ""}) {
      assertDenied(call("UpdateRoomMetadata", body, admin(other)));
    }
  }

  private HttpResponse<String> call(String rpc, String body, String token) throws Exception {
    return liveKit.call(rpc, body, token);
  }

  private static void assertDenied(HttpResponse<String> answer) {
    assertTwirp(answer, 401, "unauthenticated");
  }
}
