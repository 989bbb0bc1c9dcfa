package livekit.routes.room;

import livekit.routes.api.Quoted;
import livekit.routes.room.RoomClaim.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for an operator where the two witnesses of a room's owner disagree: our claim and
 * LiveKit's metadata. The caller reads only that the room belongs to another tenant.
 */
public final class OwnershipLog {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  /**
   * Reports that the tenant of this claim is refused, since LiveKit names another owner.
   *
   * @param claim null in an edited flow that has claimed nothing: the caller is refused all the
   *     same
   */
  public void disagree(RoomClaim claim, Room room, String exchangeId) {
    String owner = Quoted.text(room.metadata().path(RoomMetadata.OWNER).asText());
    if (claim == null) {
      LOG.warn(
          "Refused a room without a claim: LiveKit's metadata names {} as its owner (exchange {})",
          owner,
          exchangeId);
      return;
    }
    LOG.warn(
        "Refused room {} to tenant {}: {}, but LiveKit's metadata names {} as its owner. {}"
            + " (exchange {})",
        Quoted.text(claim.room()),
        Quoted.text(claim.tenant()),
        claim.standing() == Standing.KEPT
            ? "it keeps a claim on it"
            : "it had just claimed the room",
        owner,
        claim.standing() == Standing.KEPT
            ? "Neither of them gets a token: release the claim (livekit-routes claims) or correct"
                + " auth_id in LiveKit"
            : "The claim is given back; correct auth_id in LiveKit if the owner is wrong",
        exchangeId);
  }
}
