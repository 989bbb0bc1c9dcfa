package livekit.routes.room;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import livekit.routes.twirp.LiveKitFailedException;

/**
 * The protobuf of ListRooms, read room by room. Twirp speaks it as well as JSON, and a list of many
 * rooms costs LiveKit half of what JSON does, and us less.
 *
 * <p>Source: livekit/protocol, livekit_room.proto and livekit_models.proto. A field's number never
 * changes its meaning there. A field without a number here is skipped; one of another type than
 * there makes the answer unreadable.
 */
public final class RoomsProtobuf {
  /**
   * The longest text of a room that is kept, in bytes; LiveKit's default for metadata is 512 KiB.
   */
  static final int MAX_TEXT_BYTES = 4 * 1024 * 1024;

  /** The number of the only field of the request, and of the answer. */
  private static final int ONLY_FIELD = 1;

  private RoomsProtobuf() {}

  /** Is handed each room of an answer, one at a time. */
  public interface Rooms {
    /**
     * @param room as LiveKit describes it; its name is null where LiveKit gave none, its metadata
     *     where it is longer than 4 MiB
     * @param bytes what the room takes of the answer
     */
    void take(RoomInfo room, int bytes);
  }

  /**
   * Reads an answer to its end, and closes it. Of the answer no more is held than one room.
   *
   * @throws LiveKitFailedException when it is no list of rooms
   */
  public static void read(InputStream answer, Rooms rooms) {
    try (answer) {
      CodedInputStream in = CodedInputStream.newInstance(answer);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) != ONLY_FIELD) {
          skip(in, tag);
          continue;
        }
        int bytes = length(in, tag);
        int answersEnd = in.pushLimit(bytes);
        rooms.take(room(in), bytes);
        if (in.getBytesUntilLimit() != 0) {
          throw new IOException("the answer ends in a room");
        }
        in.popLimit(answersEnd);
        // An answer may be of any length.
        in.resetSizeCounter();
      }
    } catch (IOException e) {
      throw new LiveKitFailedException("the answer to ListRooms cannot be read");
    }
  }

  private static RoomInfo room(CodedInputStream in) throws IOException {
    String sid = "";
    String name = null;
    String metadata = "";
    long[] numbers = new long[16];
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      switch (field) {
        case 1 -> sid = text(in, tag);
        case 2 -> name = text(in, tag);
        case 8 -> metadata = text(in, tag);
        case 3, 4, 5, 9, 10, 11, 14 -> numbers[field] = number(in, tag);
        default -> skip(in, tag);
      }
    }
    return new RoomInfo(
        sid,
        name,
        numbers[3],
        numbers[14],
        numbers[4],
        numbers[5],
        metadata,
        numbers[9],
        numbers[11],
        numbers[10] != 0);
  }

  /** Null where it is too long. */
  private static String text(CodedInputStream in, int tag) throws IOException {
    int length = length(in, tag);
    if (length > MAX_TEXT_BYTES) {
      in.skipRawBytes(length);
      return null;
    }
    byte[] bytes = in.readRawBytes(length);
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Java has put it in the place of what is no UTF-8, unless it was there.
    if (text.indexOf('\uFFFD') >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new IOException("not UTF-8");
    }
    return text;
  }

  private static int length(CodedInputStream in, int tag) throws IOException {
    check(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readRawVarint32();
  }

  private static long number(CodedInputStream in, int tag) throws IOException {
    check(tag, WireFormat.WIRETYPE_VARINT);
    return in.readRawVarint64();
  }

  private static void check(int tag, int type) throws IOException {
    if (WireFormat.getTagWireType(tag) != type) {
      throw new IOException("a field of another type");
    }
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group that did not begin");
    }
  }

  /**
   * The request.
   *
   * @param names which rooms are asked for; empty asks for all
   */
  public static byte[] request(Collection<String> names) {
    return written(
        out -> {
          for (String name : names) {
            out.writeString(ONLY_FIELD, name);
          }
        });
  }

  /**
   * The names of a request, for what stands in for LiveKit.
   *
   * @throws IOException when it is no such request
   */
  public static List<String> names(byte[] request) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(request);
    List<String> names = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == ONLY_FIELD) {
        names.add(text(in, tag));
      } else {
        skip(in, tag);
      }
    }
    return names;
  }

  /** The answer with these rooms, for what stands in for LiveKit. */
  public static byte[] answer(RoomInfos rooms) {
    return written(
        out -> {
          for (RoomInfo each : rooms.rooms()) {
            out.writeByteArray(ONLY_FIELD, written(room -> write(each, room)));
          }
        });
  }

  private static void write(RoomInfo room, CodedOutputStream out) throws IOException {
    writeText(out, 1, room.sid());
    writeText(out, 2, room.name());
    out.writeUInt64(3, room.emptyTimeout());
    out.writeUInt64(4, room.maxParticipants());
    out.writeInt64(5, room.creationTime());
    writeText(out, 8, room.metadata());
    out.writeUInt64(9, room.participants());
    out.writeBool(10, room.activeRecording());
    out.writeUInt64(11, room.publishers());
    out.writeUInt64(14, room.departureTimeout());
  }

  private static void writeText(CodedOutputStream out, int field, String text) throws IOException {
    if (text != null && !text.isEmpty()) {
      out.writeString(field, text);
    }
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Writing message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      message.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
