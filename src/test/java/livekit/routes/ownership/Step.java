package livekit.routes.ownership;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a history, as words between spaces: a verb, for most verbs a room, and more. A caller
 * is written {@code acme@0}: the tenant acme at the first gateway. An owner is a tenant's name, or
 * {@code nobody}, {@code other-keys} or {@code junk}.
 *
 * <ul>
 *   <li>{@code ask r0 acme@0}: a token request, and its answer.
 *   <li>{@code race r0 acme@0 globex@1 ...}: token requests at one moment, and their answers.
 *   <li>{@code start r0 acme@0 before CreateRoom}: a token request whose next call of this method
 *       waits on its way to LiveKit; with {@code after}, the answer waits on its way back.
 *   <li>{@code release r0}: what waits goes on, one request after the other, each until its answer.
 *   <li>{@code create r0 owner}, {@code set r0 owner}, {@code delete r0}: another program does that
 *       in LiveKit. {@code create} and {@code set} do nothing where there is a room or none.
 *   <li>{@code overwrite r0}: where the room exists when the next CreateRoom arrives, its metadata
 *       is overwritten. livekit-server 1.13.5 alone would leave it.
 *   <li>{@code pass r0 16000}: milliseconds pass for the claim; {@code release} goes before it.
 *   <li>{@code lose r0}: the store loses the claim.
 *   <li>{@code kill 0}: a gateway is killed, and starts again. {@code pause 700}: Redis answers
 *       nothing for some milliseconds. {@code restart-redis}, {@code empty-redis}: Redis is killed,
 *       and starts again with its data or without. {@code restart-livekit}.
 * </ul>
 *
 * @param words the words
 */
record Step(List<String> words) {
  /** Tenant and gateway. */
  record Caller(String tenant, int gateway) {
    static Caller parse(String word) {
      int at = word.lastIndexOf('@');
      return new Caller(word.substring(0, at), Integer.parseInt(word.substring(at + 1)));
    }
  }

  static Step of(Object... words) {
    return new Step(List.of(words).stream().map(String::valueOf).toList());
  }

  static Step parse(String text) {
    return new Step(List.of(text.strip().split("\\s+")));
  }

  String verb() {
    return words.get(0);
  }

  String word(int index) {
    return words.get(index);
  }

  /** Whether processes that every history uses suffer from it. */
  boolean isFault() {
    return switch (verb()) {
      case "kill", "pause", "restart-redis", "empty-redis", "restart-livekit" -> true;
      default -> false;
    };
  }

  List<Caller> callers() {
    return words.subList(2, words.size()).stream().map(Caller::parse).toList();
  }

  /** The same step without one of its callers; for a race of three callers or more. */
  List<Step> smaller() {
    List<Step> smaller = new ArrayList<>();
    for (int i = 2; verb().equals("race") && words.size() > 4 && i < words.size(); i++) {
      List<String> fewer = new ArrayList<>(words);
      fewer.remove(i);
      smaller.add(new Step(List.copyOf(fewer)));
    }
    return smaller;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
