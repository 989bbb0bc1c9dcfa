package livekit.routes.room;

import livekit.routes.tenant.Tenant;
import org.apache.camel.Variable;

/** Decides what a tenant's policy says of a room. */
public final class RoomPolicy {
  /**
   * Whether the tenant may not ask for a room of this name: it does not begin with the tenant's
   * prefix, character by character. A name that is the prefix and nothing more begins with it.
   */
  public boolean forbids(@Variable("request") RoomRef room, @Variable("tenant") Tenant tenant) {
    String prefix = tenant.policy().roomPrefix();
    return prefix != null && !room.roomName().startsWith(prefix);
  }
}
