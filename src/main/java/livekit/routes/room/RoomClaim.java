package livekit.routes.room;

/**
 * What a request knows of the claim on its room.
 *
 * @param room the room's name
 * @param tenant the tenant that asks
 * @param standing how the record stands towards this tenant
 * @param nonce LEASED: this request's hold on the lease; else empty
 */
public record RoomClaim(String room, String tenant, Standing standing, String nonce) {
  /** Whether the tenant holds the room: a lease of this request, or a claim from before it. */
  boolean isMine() {
    return standing == Standing.LEASED || standing == Standing.KEPT;
  }

  /** How a record stands towards the tenant that asks. */
  public enum Standing {
    /** A lease that this request holds, alone or with other requests of its tenant. */
    LEASED,
    /** A claim that this tenant had before this request. */
    KEPT,
    /** A lease of another tenant: LiveKit decides. */
    LEASED_BY_ANOTHER,
    /** A kept claim of another tenant: the answer is 403. */
    KEPT_BY_ANOTHER
  }
}
