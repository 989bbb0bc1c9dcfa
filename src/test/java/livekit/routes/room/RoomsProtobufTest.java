package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import livekit.routes.twirp.LiveKitFailedException;
import org.junit.jupiter.api.Test;

class RoomsProtobufTest {
  private static final RoomInfo WHOLE =
      new RoomInfo("RM_1", "数", 1, 2, 4_294_967_295L, 1_700_000_000L, "{}\uFFFD😀", 5, 6, true);
  private static final RoomInfo SMALL = new RoomInfo("", "b", 0, 0, 0, 0, "", 0, 0, false);

  @Test
  void readsWhatItHasWritten() {
    byte[] answer = RoomsProtobuf.answer(new RoomInfos(List.of(WHOLE, SMALL)));

    assertThat(read(answer)).containsExactly(WHOLE, SMALL);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void readsNoAnswerThatIsCutOffInARoom() {
    byte[] answer = RoomsProtobuf.answer(new RoomInfos(List.of(WHOLE)));
    for (int length = 1; length < answer.length; length++) {
      byte[] cut = Arrays.copyOf(answer, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(LiveKitFailedException.class);
    }
  }

  @Test
  void leavesATextOutThatIsTooLongAndReadsOn() {
    RoomInfo large =
        new RoomInfo(
            "", "a", 0, 0, 0, 0, "x".repeat(RoomsProtobuf.MAX_TEXT_BYTES + 1), 0, 0, false);

    List<RoomInfo> read = read(RoomsProtobuf.answer(new RoomInfos(List.of(large, SMALL))));
    assertThat(read.get(0).name()).isEqualTo("a");
    assertThat(read.get(0).metadata()).isNull();
    assertThat(read.get(1)).isEqualTo(SMALL);
  }

  @Test
  void readsNoTextThatIsNotUtf8() {
    byte[] answer = RoomsProtobuf.answer(new RoomInfos(List.of(SMALL)));
    answer[answer.length - 1] = (byte) 0xff;

    assertThatThrownBy(() -> read(answer)).isInstanceOf(LiveKitFailedException.class);
  }

  /** Longer than a number of the codec, and than the heap of a test. */
  @Test
  void readsAnAnswerOfAnyLength() {
    byte[] room =
        RoomsProtobuf.answer(
            new RoomInfos(
                List.of(
                    new RoomInfo("", "a", 0, 0, 0, 0, "x".repeat(4 * 1024 * 1024), 0, 0, false))));
    int rooms = 520;
    List<InputStream> all =
        IntStream.range(0, rooms)
            .<InputStream>mapToObj(i -> new ByteArrayInputStream(room))
            .toList();
    AtomicInteger read = new AtomicInteger();

    RoomsProtobuf.read(
        new SequenceInputStream(Collections.enumeration(all)),
        (each, bytes) -> read.incrementAndGet());
    assertThat(read).hasValue(rooms);
  }

  @Test
  void readsTheNamesOfARequest() throws Exception {
    List<String> names = List.of("a", "", "数".repeat(100));

    assertThat(RoomsProtobuf.names(RoomsProtobuf.request(names))).isEqualTo(names);
    assertThat(RoomsProtobuf.names(RoomsProtobuf.request(List.of()))).isEmpty();
    assertThat(RoomsProtobuf.request(List.of("ab")))
        .isEqualTo("\n\2ab".getBytes(StandardCharsets.UTF_8));
  }

  private static List<RoomInfo> read(byte[] answer) {
    List<RoomInfo> rooms = new ArrayList<>();
    RoomsProtobuf.read(new ByteArrayInputStream(answer), (room, bytes) -> rooms.add(room));
    return rooms;
  }
}
