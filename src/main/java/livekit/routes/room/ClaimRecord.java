package livekit.routes.room;

import java.util.ArrayList;
import java.util.List;

/**
 * The record of one room in the memory store. It is a lease as long as requests hold it, and kept
 * when none does.
 *
 * @param tenant whose claim it is
 * @param holders the nonces of the requests that hold the lease; empty: the claim is kept. A list,
 *     because thousands may join one room at once, and a list is copied ten times faster than a set
 * @param end when it ends, in nanoseconds of the store's ticker: compare by subtraction only
 */
record ClaimRecord(String tenant, List<String> holders, long end) {
  static ClaimRecord leased(String tenant, String nonce, long end) {
    return new ClaimRecord(tenant, List.of(nonce), end);
  }

  static ClaimRecord kept(String tenant, long end) {
    return new ClaimRecord(tenant, List.of(), end);
  }

  boolean isOf(String someTenant) {
    return tenant.equals(someTenant);
  }

  boolean isKept() {
    return holders.isEmpty();
  }

  boolean isHeldBy(RoomClaim claim) {
    return isOf(claim.tenant()) && holders.contains(claim.nonce());
  }

  /** The lease with one more holder. */
  ClaimRecord joined(String nonce, long newEnd) {
    List<String> more = new ArrayList<>(holders);
    more.add(nonce);
    return new ClaimRecord(tenant, List.copyOf(more), later(newEnd));
  }

  /** The lease without one of its holders; null without its last one: the room is free. */
  ClaimRecord left(String nonce) {
    List<String> fewer = new ArrayList<>(holders);
    fewer.remove(nonce);
    return fewer.isEmpty() ? null : new ClaimRecord(tenant, List.copyOf(fewer), end);
  }

  /** Kept, until this end or the end it has, whichever is later. */
  ClaimRecord kept(long newEnd) {
    return kept(tenant, later(newEnd));
  }

  private long later(long newEnd) {
    return newEnd - end > 0 ? newEnd : end;
  }
}
