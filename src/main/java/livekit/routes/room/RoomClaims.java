package livekit.routes.room;

import java.time.Duration;

/**
 * Who may be given tokens for a room: an atomic record (room to tenant) that decides between
 * tenants that ask for one room at the same moment. LiveKit's own metadata is the durable second
 * witness.
 *
 * <p>A claim begins as a <em>lease</em> of {@link #LEASE_SECONDS} and is <em>kept</em> for the
 * retention just before a token is signed. Every method is one atomic step on the record of one
 * room, and throws {@link ClaimsUnavailableException} when the store cannot do it: it is down, or
 * the step needs a record beyond its bounds ({@link #giveBack} never does). Methods may be called
 * from any thread. A claim ends by itself, and no end ever moves backwards.
 *
 * <p>Rooms and tenants are what their text is, character by character: no case is folded, nothing
 * is trimmed or normalized. The caller lets through only well-formed Unicode: two names that differ
 * in a lone surrogate are two claims, and may be one name once they are written as UTF-8.
 */
public interface RoomClaims {
  /**
   * The life of a lease. It is longer than a request may take (12 s), so that no lease ends under a
   * request that still runs, and it is what a crash costs the next tenant.
   */
  int LEASE_SECONDS = 15;

  /**
   * Leases the room for this request.
   *
   * <ul>
   *   <li>No record: {@link RoomClaim.Standing#LEASED}.
   *   <li>A lease of the same tenant: this request joins it (LEASED), and its end moves to a whole
   *       lease from now. Each request holds the lease by a nonce of its own.
   *   <li>A kept claim of the same tenant: {@link RoomClaim.Standing#KEPT}; its end moves to at
   *       least a whole lease from now.
   *   <li>Another tenant's: {@link RoomClaim.Standing#LEASED_BY_ANOTHER} or {@link
   *       RoomClaim.Standing#KEPT_BY_ANOTHER}, and nothing changes.
   * </ul>
   */
  RoomClaim lease(String room, String tenant);

  /**
   * Leases the room as {@link #lease} does, but over any other tenant's lease: LiveKit has shown
   * that the room is this tenant's. Whose lease it is by now does not matter, or how often it has
   * changed: a tenant that asks in a loop does not keep the owner out. The requests that held that
   * lease hold it no more. A kept claim is never taken over.
   *
   * <p>What LiveKit has shown is from before this lease: look the room up again.
   *
   * @param seen what {@link #lease} answered, LEASED_BY_ANOTHER
   * @return a claim that is LEASED, KEPT or KEPT_BY_ANOTHER
   * @throws IllegalArgumentException when {@code seen} is not LEASED_BY_ANOTHER
   */
  RoomClaim takeOver(RoomClaim seen);

  /**
   * Keeps the claim for the retention, from now (longer where a lease of the tenant already ends
   * later: other requests count on it). Call it just before a token is signed, and sign only if it
   * answers true.
   *
   * @return true where the record was this tenant's, held by this request or not, or gone; false
   *     where it is another tenant's, and nothing has changed
   */
  boolean keep(RoomClaim claim);

  /**
   * Keeps the room for the tenant for a while at least: as {@link #keep(RoomClaim)}, without a
   * request that has claimed it.
   *
   * @param atLeast from now; at least a millisecond
   * @return false where the record is another tenant's, and nothing has changed
   */
  boolean keep(String room, String tenant, Duration atLeast);

  /**
   * Ends this request's hold on a lease; the last request that holds the lease frees the room. A
   * kept claim, another tenant's record and a lease that only other requests hold are left alone,
   * so it may be called with any claim, and twice.
   */
  void giveBack(RoomClaim claim);

  /** Whether the store answers at the moment, for the readiness of this process; never waits. */
  default boolean isUp() {
    return true;
  }
}
