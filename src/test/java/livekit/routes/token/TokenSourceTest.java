package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import livekit.routes.api.InvalidRequestException;
import livekit.routes.api.StrictJson;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {
  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final TokenSourceRequest NOTHING =
      new TokenSourceRequest(null, null, null, null, null, null);
  private static final Session CALL_7 = new Session("call-7");

  private final TokenSource source = new TokenSource(JSON, new GeneratedNames(Clock.systemUTC()));

  @Test
  void readsEveryFieldInBothSpellings() throws Exception {
    TokenSourceRequest snake =
        read(
            """
            {"room_name":"r","participant_name":"n","participant_identity":"i",
             "participant_metadata":"m","participant_attributes":{"a_b":"c"},
             "room_config":{"agents":[]}}""");

    assertThat(snake.roomName()).isEqualTo("r");
    assertThat(snake.participantName()).isEqualTo("n");
    assertThat(snake.participantIdentity()).isEqualTo("i");
    assertThat(snake.participantMetadata()).isEqualTo("m");
    assertThat(snake.participantAttributes()).isEqualTo(Map.of("a_b", "c"));
    assertThat(snake.roomConfig().has("agents")).isTrue();
    assertThat(
            read(
                """
                {"roomName":"r","participantName":"n","participantIdentity":"i",
                 "participantMetadata":"m","participantAttributes":{"a_b":"c"},
                 "roomConfig":{"agents":[]}}"""))
        .isEqualTo(snake);
  }

  @ParameterizedTest
  @CsvSource({
    "room_name, roomName",
    "participant_name, participantName",
    "participant_identity, participantIdentity",
    "participant_metadata, participantMetadata",
    "participant_attributes, participantAttributes",
    "room_config, roomConfig"
  })
  void refusesAFieldInBothSpellingsAtOnce(String snake, String camel) {
    for (String value : new String[] {"null", "\"evil\""}) {
      assertThatThrownBy(() -> read("{\"%s\":%s,\"%s\":null}".formatted(camel, value, snake)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessage(snake + " must be given once");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"room_name\":null,\"participantName\":null,\"room_config\":null}",
        "{\"room_name\":\"\",\"participant_identity\":\" \\u2003\"}",
        "{\"RoomName\":5,\"room-name\":5,\"other\":[{}]}"
      })
  void takesWhatSaysNothingForAbsent(String json) throws Exception {
    assertThat(read(json)).isEqualTo(NOTHING);
  }

  @Test
  void refusesWhatHasTheWrongType() {
    assertThatThrownBy(() -> source.read(null)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> read("{\"roomName\":5}"))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("room_name");
  }

  @Test
  void keepsWhatTheRequestNames() {
    TokenSourceRequest asked =
        new TokenSourceRequest("r", "n", "i", "m", Map.of("k", "v"), JSON.createObjectNode());

    assertThat(source.complete(asked, tenant("acme-")))
        .isEqualTo(new TokenRequest("r", "n", "i", "m", Map.of("k", "v"), JSON.createObjectNode()));
  }

  @Test
  void generatesARoomForEachRequest() {
    TokenRequest first = source.complete(NOTHING, tenant("'acme'-"));
    TokenRequest second = source.complete(NOTHING, tenant("'acme'-"));

    assertThat(first.roomName()).startsWith("'acme'-").isNotEqualTo(second.roomName());
    assertThat(first.participantIdentity())
        .isEqualTo(first.participantName())
        .isNotEqualTo(second.participantIdentity());
    assertThat(source.complete(NOTHING, null).roomName()).hasSize(GeneratedNames.LENGTH);
    assertThat(source.complete(NOTHING, new Tenant("acme")).roomName())
        .hasSize(GeneratedNames.LENGTH);
  }

  @Test
  void generatesNoRoomThatIsTooLong() {
    String longest = "ü".repeat((256 - GeneratedNames.LENGTH) / 2);

    assertThat(source.complete(NOTHING, tenant(longest)).roomName()).startsWith(longest);
    assertThatThrownBy(() -> source.complete(NOTHING, tenant(longest + "-")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("room_name is required");
  }

  @Test
  void namesTheRoomOfASessionByItsIdBehindThePrefix() {
    assertThat(source.complete(NOTHING, CALL_7, null).roomName()).isEqualTo("call-7");
    assertThat(source.complete(NOTHING, CALL_7, new Tenant("acme")).roomName()).isEqualTo("call-7");
    assertThat(source.complete(NOTHING, CALL_7, tenant("acme-")).roomName())
        .isEqualTo("acme-call-7");
    // Also one that begins with the prefix itself: two sessions never share a room.
    assertThat(source.complete(NOTHING, new Session("acme-1"), tenant("acme-")).roomName())
        .isEqualTo("acme-acme-1");
  }

  @Test
  void identifiesEveryParticipantOfASessionAnew() {
    assertThat(source.complete(NOTHING, CALL_7, null).participantIdentity())
        .isNotEqualTo(source.complete(NOTHING, CALL_7, null).participantIdentity());
  }

  @Test
  void refusesASessionThatCannotNameARoom() {
    for (String id : new String[] {null, "", " ", "a\0", "a\uFFFD"}) {
      assertThatThrownBy(() -> new Session(id))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageStartingWith("session_id ");
    }
    Session longest = new Session("a".repeat(256));
    assertThat(source.complete(NOTHING, longest, null).roomName()).isEqualTo(longest.id());
    assertThatThrownBy(() -> source.complete(NOTHING, longest, tenant("x")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("session_id ");
  }

  @Test
  void refusesAnotherRoomBesideTheSession() {
    TokenSourceRequest asked = new TokenSourceRequest("r", null, null, null, null, null);

    assertThatThrownBy(() -> source.complete(asked, CALL_7, null))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("room_name ");
  }

  private TokenSourceRequest read(String json) throws Exception {
    return source.read(JSON.readValue(json, ObjectNode.class));
  }

  private static Tenant tenant(String roomPrefix) {
    return new Tenant("acme", new TenantPolicy(roomPrefix, null, null, null, null));
  }
}
