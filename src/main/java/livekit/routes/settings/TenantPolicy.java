package livekit.routes.settings;

import java.time.Duration;

/**
 * What one tenant may do, where it is less or other than what the settings give every tenant. A
 * member that is null says nothing: the settings hold.
 *
 * @param roomPrefix the tenant's rooms begin with it, character by character; never empty
 * @param grants what its participants may do; never more than the settings allow
 * @param tokenTtl the life of its tokens, in whole seconds; at most that of the settings
 * @param maxParticipants how many may be in a room that it creates, from 1
 * @param emptyTimeoutSeconds how long such a room stays open until someone joins, from 1
 */
public record TenantPolicy(
    String roomPrefix,
    GrantSettings grants,
    Duration tokenTtl,
    Integer maxParticipants,
    Integer emptyTimeoutSeconds) {
  /** The policy of a tenant that has none of its own. */
  public static final TenantPolicy NONE = new TenantPolicy(null, null, null, null, null);
}
