package livekit.routes.room;

import livekit.routes.tenant.Tenant;
import livekit.routes.tenant.Tenants;
import org.apache.camel.Variable;

/** Decides who may ask for a room of which name. */
public final class RoomPolicy {
  private final Tenants tenants;

  /**
   * @param tenants have the prefixes
   */
  public RoomPolicy(Tenants tenants) {
    this.tenants = tenants;
  }

  /**
   * Whether the caller may not ask for a room of this name: it does not begin with the tenant's
   * prefix, character by character, or the longest prefix that it begins with is another tenant's.
   * A name that is a prefix and nothing more begins with it.
   *
   * @param tenantOrNull null for a caller that is not authenticated, which has no prefix
   */
  public boolean forbids(
      @Variable("request") RoomRef room, @Variable("tenant") Tenant tenantOrNull) {
    String own = tenantOrNull == null ? null : tenantOrNull.policy().roomPrefix();
    if (own != null && !room.roomName().startsWith(own)) {
      return true;
    }
    String longest = tenants.roomPrefixOf(room.roomName());
    return longest != null && !longest.equals(own);
  }
}
