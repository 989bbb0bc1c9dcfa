package livekit.routes.room;

import livekit.routes.tenant.Tenant;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a route on {@link RoomClaims}. */
public final class RoomClaimSteps {
  private static final Logger LOG = LoggerFactory.getLogger(RoomClaimSteps.class);

  private final RoomClaims claims;

  /**
   * @param claims the store
   */
  public RoomClaimSteps(RoomClaims claims) {
    this.claims = claims;
  }

  /** See {@link RoomClaims#lease}. */
  public RoomClaim lease(@Variable("request") RoomRef room, @Variable("tenant") Tenant tenant) {
    return claims.lease(room.roomName(), tenant.id());
  }

  /**
   * How the claim stands, for a choice in a route.
   *
   * @return the name of a {@link RoomClaim.Standing}; null without a claim
   */
  public String standing(@Variable("claim") RoomClaim claim) {
    return claim == null ? null : claim.standing().name();
  }

  /** See {@link RoomClaims#takeOver}. */
  public RoomClaim takeOver(@Variable("claim") RoomClaim seen) {
    return claims.takeOver(seen);
  }

  /**
   * See {@link RoomClaims#keep}.
   *
   * @param claim null where no step has claimed the room: there is nothing to keep, so the answer
   *     is false, as for a claim that is not this tenant's
   */
  public boolean keep(@Variable("claim") RoomClaim claim) {
    return claim != null && claim.isMine() && claims.keep(claim);
  }

  /**
   * See {@link RoomClaims#giveBack}. It is called for a request that has failed already and whose
   * answer waits for it, so whatever the store throws is only logged: the lease ends by itself.
   */
  public void giveBack(@Variable("claim") RoomClaim claim) {
    try {
      claims.giveBack(claim);
    } catch (ClaimsUnavailableException e) {
      // The store has said that it is down, or the request that fails says why.
      LOG.debug("A lease was not given back; it ends in {} s", RoomClaims.LEASE_SECONDS);
    } catch (RuntimeException e) {
      LOG.warn(
          "A lease could not be given back ({}); it ends in {} s",
          e.getClass().getName(),
          RoomClaims.LEASE_SECONDS);
    }
  }
}
