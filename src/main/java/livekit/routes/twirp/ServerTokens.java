package livekit.routes.twirp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.routes.room.RoomRef;
import livekit.routes.token.HmacJwt;
import org.apache.camel.Variable;

/**
 * Our own tokens for calls to LiveKit: one minute of life, and the one grant that the call needs.
 * None of them ever leaves for a participant.
 *
 * <p>Grants, as LiveKit checks them: {@code roomList} (ListRooms), {@code roomCreate} (CreateRoom,
 * DeleteRoom), {@code roomAdmin} with its room (UpdateRoomMetadata, participants).
 *
 * <p>{@code nbf} is {@code iat}, not some seconds before: LiveKit's library forgives a minute of
 * skew for each of the two, so an earlier {@code nbf} alone would let nothing more in.
 *
 * <p>Thread-safe.
 */
public final class ServerTokens {
  private static final int LIFE_SECONDS = 60;
  private static final int REUSE_SECONDS = LIFE_SECONDS / 2;

  /**
   * A bound for memory: calls with {@code roomAdmin} are rare, one when a room is adopted. A room
   * that drops out costs one signature, some ten microseconds.
   */
  private static final int MAX_TOKENS = 1_000;

  private final HmacJwt jwt;
  private final Clock clock;
  private final Cache<Map<String, Object>, Signed> tokens =
      Caffeine.newBuilder()
          .maximumSize(MAX_TOKENS)
          .expireAfterWrite(Duration.ofSeconds(REUSE_SECONDS))
          // What the cache does to keep itself in order is less than the way to another thread.
          .executor(Runnable::run)
          .build();

  /**
   * @param jwt signs with the key of this LiveKit
   * @param clock the time that tokens are made for
   */
  public ServerTokens(HmacJwt jwt, Clock clock) {
    this.jwt = jwt;
    this.clock = clock;
  }

  /**
   * A token for one call, a new one or one in the first half of its life.
   *
   * @param grant {@code roomList}, {@code roomCreate} or {@code roomAdmin}
   * @param room the room of the request; it goes into a token with {@code roomAdmin}, where LiveKit
   *     checks it
   * @return the value of {@code Authorization}: {@code Bearer} and the token
   * @throws IllegalArgumentException for any other grant, or {@code roomAdmin} with a blank room
   */
  public String bearer(@Variable("grant") String grant, @Variable("request") RoomRef room) {
    boolean wellFormed =
        switch (grant == null ? "" : grant) {
          case "roomList", "roomCreate" -> true;
          case "roomAdmin" -> room.roomName() != null && !room.roomName().isBlank();
          default -> false;
        };
    if (!wellFormed) {
      throw new IllegalArgumentException(
          "a server token has roomList, roomCreate, or roomAdmin with a room");
    }
    return bearerOf(
        Map.of(
            "video",
            grant.equals("roomAdmin")
                ? Map.of(grant, true, "room", room.roomName())
                : Map.of(grant, true)));
  }

  /**
   * A token with these claims, a new one or one in the first half of its life.
   *
   * @param grants {@code video} and {@code sip} with what the call needs, never changed afterwards
   * @return the value of {@code Authorization}: {@code Bearer} and the token
   */
  public String bearerOf(Map<String, Object> grants) {
    long now = clock.instant().getEpochSecond();
    Signed token = tokens.getIfPresent(grants);
    if (token == null || !token.isFreshAt(now)) {
      // Two threads may both sign: cheaper than to make every call wait at one entry.
      token = sign(grants, now);
      tokens.put(grants, token);
    }
    return token.bearer();
  }

  private Signed sign(Map<String, Object> grants, long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("nbf", now);
    claims.put("iat", now);
    claims.put("exp", now + LIFE_SECONDS);
    claims.putAll(grants);
    return new Signed("Bearer " + jwt.sign(claims), now);
  }

  /** By the clock of the claims: a clock that was set, in either direction, makes a new token. */
  private record Signed(String bearer, long issuedAt) {
    boolean isFreshAt(long now) {
      return now >= issuedAt && now < issuedAt + REUSE_SECONDS;
    }
  }
}
