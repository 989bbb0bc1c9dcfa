package livekit.routes.token;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livekit.routes.api.StrictJson;
import livekit.routes.room.RoomMetadata;
import livekit.routes.settings.GrantSettings;
import livekit.routes.settings.TenantPolicy;
import livekit.routes.tenant.Tenant;

/**
 * Signs the access token that lets a participant into one room. The claims are those of ClaimGrants
 * and VideoGrant in LiveKit's protocol (auth/grants.go); none of them is administrative.
 */
public final class TokenSigner {
  private final HmacJwt jwt;
  private final Duration ttl;
  private final GrantSettings grants;
  private final Clock clock;
  private final RoomMetadata metadata = new RoomMetadata(StrictJson.mapper());

  /**
   * @param jwt signs with the key of this LiveKit
   * @param ttl how long a token opens the room, in whole seconds, at least one; a tenant's policy
   *     goes before it
   * @param grants what a participant may do; a tenant's policy goes before it
   * @param clock the time for {@code nbf}, {@code iat} and {@code exp}
   * @throws IllegalArgumentException when the ttl is below a second
   */
  public TokenSigner(HmacJwt jwt, Duration ttl, GrantSettings grants, Clock clock) {
    if (ttl.toSeconds() < 1) {
      throw new IllegalArgumentException("a token must live for a second at least");
    }
    this.jwt = jwt;
    this.ttl = ttl;
    this.grants = grants;
    this.clock = clock;
  }

  /**
   * Signs a token.
   *
   * @param request a request that passed validation
   * @param tenantOrNull the owner of the room; null for a caller that is not authenticated
   * @param agents what {@link RoomAgents} made of the request, or an empty list
   * @throws TokenGenerationException whatever goes wrong
   */
  public String sign(TokenRequest request, Tenant tenantOrNull, List<RoomAgent> agents) {
    return jwt.sign(claims(request, tenantOrNull, agents));
  }

  private Map<String, Object> claims(
      TokenRequest request, Tenant tenantOrNull, List<RoomAgent> agents) {
    TenantPolicy policy = tenantOrNull == null ? TenantPolicy.NONE : tenantOrNull.policy();
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", request.participantIdentity());
    claims.put("name", request.participantName());
    // LiveKit's JavaScript client caches a token without nbf or exp for ever.
    claims.put("nbf", now);
    claims.put("iat", now);
    claims.put("exp", now + orElse(policy.tokenTtl(), ttl).toSeconds());
    claims.put("video", video(request.roomName(), orElse(policy.grants(), grants)));
    if (request.participantMetadata() != null && !request.participantMetadata().isEmpty()) {
      claims.put("metadata", request.participantMetadata());
    }
    if (request.participantAttributes() != null && !request.participantAttributes().isEmpty()) {
      claims.put("attributes", request.participantAttributes());
    }
    Map<String, Object> roomConfig = roomConfig(tenantOrNull, agents);
    if (!roomConfig.isEmpty()) {
      claims.put("roomConfig", roomConfig);
    }
    return claims;
  }

  /** The three permissions are always written: LiveKit takes one that is absent for granted. */
  private static Map<String, Object> video(String room, GrantSettings grants) {
    Map<String, Object> video = new LinkedHashMap<>();
    video.put("room", room);
    video.put("roomJoin", true);
    video.put("canPublish", grants.canPublish());
    video.put("canSubscribe", grants.canSubscribe());
    video.put("canPublishData", grants.canPublishData());
    return video;
  }

  /**
   * What LiveKit makes the room with when the holder joins after it has ended. Without the owner in
   * it, that room would belong to nobody; without the limits of the tenant's policy it would have
   * none. LiveKit ignores it when the room exists.
   */
  private Map<String, Object> roomConfig(Tenant tenantOrNull, List<RoomAgent> agents) {
    Map<String, Object> roomConfig = new LinkedHashMap<>();
    if (tenantOrNull != null) {
      roomConfig.put("metadata", metadata.ownedBy(tenantOrNull.id()));
      putUnlessNull(roomConfig, "emptyTimeout", tenantOrNull.policy().emptyTimeoutSeconds());
      putUnlessNull(roomConfig, "maxParticipants", tenantOrNull.policy().maxParticipants());
    }
    if (!agents.isEmpty()) {
      roomConfig.put("agents", agents.stream().map(RoomAgent::claims).toList());
    }
    return roomConfig;
  }

  private static void putUnlessNull(Map<String, Object> claims, String name, Integer value) {
    if (value != null) {
      claims.put(name, value);
    }
  }

  private static <T> T orElse(T ofTheTenant, T ofAll) {
    return ofTheTenant != null ? ofTheTenant : ofAll;
  }
}
