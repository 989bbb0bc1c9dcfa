package livekit.routes.ownership;

import java.io.IOException;
import java.nio.file.Path;
import livekit.routes.DistributionCopy;

/**
 * A line of the product that the promises rest on, gone or wrong: how to break it in a copy of the
 * distribution, a history that shows it, and the promise that it breaks there.
 */
enum Breakage {
  /** The room is neither leased nor kept: LiveKit's metadata alone decides. */
  NO_CLAIM(
      "I1",
      "ask r0 acme@0; delete r0; ask r0 globex@1",
      route("settle-owner", Lines.LEASE, Lines.NOTHING),
      route("sign-token", Lines.KEEP, Lines.YES)),

  /** The room is not leased; the last step notices, and nobody gets a token. */
  NO_LEASE("Table", "ask r0 acme@0", route("settle-owner", Lines.LEASE, Lines.NOTHING)),

  /** Another tenant's kept claim does not end the request, so it makes the room its own. */
  NO_REFUSAL_BY_CLAIM(
      "Staying",
      "ask r0 acme@0; delete r0; ask r0 globex@1; ask r0 acme@0",
      route("settle-owner", "== 'KEPT_BY_ANOTHER'", "== 'NEVER'")),

  /** A lease can be taken over from whoever holds it, without asking LiveKit. */
  NO_WITNESS_OF_TAKE_OVER(
      "Staying",
      "start r0 acme@0 before CreateRoom; ask r0 globex@1; overwrite r0; release r0; ask r0 globex@1",
      route(
          "take-over-lease",
          "${variable.room} != null && ${variable.room.ownership} == 'MINE'",
          "true")),

  /** A room whose owner in LiveKit is another tenant is given all the same. */
  NO_SECOND_WITNESS(
      "I2",
      "create r0 globex; ask r0 acme@0",
      route(
          "settle-owner",
          "simple: {expression: \"${variable.ownership} == 'MINE'\"}",
          "simple: {expression: \"${variable.ownership} != 'NOBODY'\"}")),

  /** The owner in the answer of CreateRoom is not looked at. */
  NO_CHECK_OF_THE_ANSWER(
      "I2",
      "start r0 acme@0 before CreateRoom; create r0 globex; release r0",
      route("confirm-owner", "${variable.ownership} == 'MINE'", "true")),

  /** A request that fails does not give its lease back. */
  NO_GIVE_BACK(
      "Table",
      "create r0 globex; ask r0 acme@0; ask r0 globex@1",
      route("answer-problem", "${variable.claim} != null", "false")),

  /** A token is signed on a lease, without keeping the claim. */
  NO_KEEP(
      "I1",
      "ask r0 acme@0; pass r0 16000; delete r0; ask r0 globex@1",
      route("sign-token", Lines.KEEP, Lines.YES)),

  /** Keeping does not compare, and sets its tenant in the place of another. */
  KEEP_WITHOUT_COMPARING(
      "I1",
      "start r0 acme@0 before CreateRoom; create r0 globex; ask r0 globex@1; overwrite r0;"
          + " release r0",
      source("ClaimScript", "if tenant and tenant ~= ARGV[1] then return {'LOST'} end", "")),

  /** A claim is kept for what is left of its lease. */
  KEEP_WITHOUT_RETENTION(
      "I1",
      "ask r0 acme@0; pass r0 16000; delete r0; ask r0 globex@1",
      source("ClaimScript", "math.max(left, tonumber(ARGV[2]))", "left")),

  /** A lease is taken over although it has been kept by then. */
  TAKE_OVER_WITHOUT_COMPARING(
      "I1",
      "start r0 acme@0 after CreateRoom; set r0 globex; start r0 globex@1 after ListRooms;"
          + " release r0",
      source(
          "ClaimScript",
          "if not version then return {'KEPT_BY_ANOTHER', ''} end",
          "if not version and ARGV[4] == '' then return {'KEPT_BY_ANOTHER', ''} end")),

  /** A lease ends at once. */
  LEASE_THAT_ENDS_AT_ONCE(
      "Staying",
      "start r0 acme@0 before CreateRoom; ask r0 globex@1; overwrite r0; release r0; ask r0 globex@1",
      source("RoomClaims", "LEASE_SECONDS = 15", "LEASE_SECONDS = 0")),

  /** A lease lives on after the gateway that held it was killed. */
  LEASE_THAT_DOES_NOT_END(
      "Table",
      "start r0 acme@0 before CreateRoom; kill 0; pass r0 16000; ask r0 globex@1",
      source("RoomClaims", "LEASE_SECONDS = 15", "LEASE_SECONDS = 3600"));

  private final String promise;
  private final History history;
  private final Edit[] edits;

  /** What several of them break; a constant of an enum cannot see the enum's own fields. */
  private static final class Lines {
    static final String LEASE = "method: {ref: roomClaims, method: lease}";
    static final String NOTHING = "simple: {expression: \"${null}\"}";
    static final String KEEP = "method: {ref: roomClaims, method: keep}";
    static final String YES = "constant: {expression: \"true\"}";
  }

  /** A change to a copy of the distribution. */
  private interface Edit {
    void apply(DistributionCopy copy) throws IOException;
  }

  Breakage(String promise, String history, Edit... edits) {
    this.promise = promise;
    this.history = History.parse(history);
    this.edits = edits;
  }

  /** What the broken promise's sentence begins with. */
  String promise() {
    return promise;
  }

  /** The history that shows it. */
  History history() {
    return history;
  }

  /** A broken distribution in a directory that is not there yet. */
  Path in(Path directory) throws IOException {
    DistributionCopy copy = DistributionCopy.at(directory);
    for (Edit edit : edits) {
      edit.apply(copy);
    }
    return copy.home();
  }

  private static Edit route(String route, String text, String other) {
    return copy -> copy.edit("routes/" + route + ".camel.yaml", text, other);
  }

  private static Edit source(String type, String text, String other) {
    return copy -> Recompiled.in(copy.home(), type, text, other);
  }
}
