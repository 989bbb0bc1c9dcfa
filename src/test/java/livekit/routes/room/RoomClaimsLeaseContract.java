package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import livekit.routes.room.RoomClaim.Standing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link RoomClaims} promises of a lease, and what a store's test has to bring. */
abstract class RoomClaimsLeaseContract {
  static final Duration LEASE = Duration.ofSeconds(RoomClaims.LEASE_SECONDS);
  static final Duration RETENTION = Duration.ofHours(7);
  static final Duration SECOND = Duration.ofSeconds(1);

  RoomClaims claims;

  /** A store without records. */
  abstract RoomClaims emptyStore(Duration retention);

  /** Lets this much of the store's time go by. */
  abstract void pass(Duration time);

  @BeforeEach
  void makeStore() {
    claims = emptyStore(RETENTION);
  }

  @Test
  void leasesARoomWithoutARecord() {
    RoomClaim claim = claims.lease("room", "acme");

    assertThat(claim.room()).isEqualTo("room");
    assertThat(claim.tenant()).isEqualTo("acme");
    assertThat(claim.standing()).isEqualTo(Standing.LEASED);
    assertThat(claim.nonce()).isNotEmpty();
  }

  @Test
  void aLeaseEndsAfterFifteenSeconds() {
    claims.lease("room", "acme");
    pass(LEASE.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void anotherRequestOfTheTenantJoinsItsLeaseWithANonceOfItsOwn() {
    RoomClaim first = claims.lease("room", "acme");
    RoomClaim second = claims.lease("room", "acme");

    assertThat(second.standing()).isEqualTo(Standing.LEASED);
    assertThat(second.nonce()).isNotEmpty().isNotEqualTo(first.nonce());
  }

  @Test
  void joiningMovesTheEndToAWholeLeaseFromNow() {
    claims.lease("room", "acme");
    pass(LEASE.minus(SECOND));
    claims.lease("room", "acme");
    pass(LEASE.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void findsTheClaimThatTheTenantHasKept() {
    claims.keep(claims.lease("room", "acme"));

    assertThat(claims.lease("room", "acme"))
        .isEqualTo(new RoomClaim("room", "acme", Standing.KEPT, ""));
  }

  @Test
  void aKeptClaimNearItsEndGetsAWholeLease() {
    claims.keep(claims.lease("room", "acme"));
    pass(RETENTION.minus(SECOND));
    assertThat(standingOf("acme")).isEqualTo(Standing.KEPT);
    pass(LEASE.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void leasingNeverShortensAKeptClaim() {
    claims.keep(claims.lease("room", "acme"));
    claims.lease("room", "acme");
    pass(RETENTION.minus(SECOND));
    assertThat(standingOf("rival")).isEqualTo(Standing.KEPT_BY_ANOTHER);
  }

  @Test
  void lookingAtAnotherTenantsLeaseChangesNothing() {
    claims.lease("room", "acme");
    pass(LEASE.minus(SECOND));
    RoomClaim seen = claims.lease("room", "rival");

    assertThat(seen.standing()).isEqualTo(Standing.LEASED_BY_ANOTHER);
    assertThat(seen.tenant()).isEqualTo("rival");
    assertThat(claims.lease("room", "rival")).isEqualTo(seen);
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void lookingAtAnotherTenantsKeptClaimChangesNothing() {
    claims.keep(claims.lease("room", "acme"));
    pass(RETENTION.minus(SECOND));

    assertThat(claims.lease("room", "rival"))
        .isEqualTo(new RoomClaim("room", "rival", Standing.KEPT_BY_ANOTHER, ""));
    pass(SECOND);
    assertThat(standingOf("rival")).isEqualTo(Standing.LEASED);
  }

  @Test
  void tellsRoomsAndTenantsApartCharacterByCharacter() {
    // The same word to a reader: composed, decomposed, upper case, with a space; and key syntax.
    for (String room :
        new String[] {"caf\u00e9", "cafe\u0301", "CAF\u00c9", "caf\u00e9 ", "a:b", "{a}:b"}) {
      assertThat(claims.lease(room, "acme").standing()).isEqualTo(Standing.LEASED);
      assertThat(claims.keep(claims.lease(room, "acme"))).isTrue();
      assertThat(claims.lease(room, "Acme").standing()).isEqualTo(Standing.KEPT_BY_ANOTHER);
    }
  }

  /** What the room "room" is for a tenant; a room that is free is its lease after this. */
  final Standing standingOf(String tenant) {
    return claims.lease("room", tenant).standing();
  }
}
