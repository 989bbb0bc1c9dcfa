package livekit.routes.tenant;

import livekit.routes.settings.TenantList;
import org.apache.camel.Variable;

/**
 * The directory of tenants: who has which secret, and which policy. It can be replaced as a whole
 * while requests run; a request keeps the tenant that it found. Safe for use by many threads.
 */
public final class Tenants {
  private volatile TenantIndex index;

  /**
   * @param list the tenants at the start
   */
  public Tenants(TenantList list) {
    replace(list);
  }

  /** From now on, these are the tenants. What it costs grows with their number. */
  public void replace(TenantList list) {
    index = new TenantIndex(list);
  }

  /**
   * The tenant whose secret the caller sent.
   *
   * @return null when it is no tenant's secret: it may be a credential of another kind
   * @throws InvalidCredentialsException when the credential is absent or malformed, or belongs to a
   *     blank id
   */
  public Tenant findBySecret(@Variable("credential") Credential credential) {
    if (credential == null) {
      throw new InvalidCredentialsException();
    }
    return index.find(credential.secret());
  }

  /**
   * A tenant that proved who it is in another way, with the policy that the entries of its id say.
   *
   * @param named the tenant; a route passes no id, since Camel strips the quotes around a text
   */
  public Tenant byId(@Variable("tenant") Tenant named) {
    return index.withPolicy(named.id());
  }

  /**
   * Whose rooms have such a name: the longest {@code room_prefix} of any tenant that it begins
   * with, character by character. Several tenants may have the same one.
   *
   * @return null where the name begins with no tenant's prefix
   */
  public String roomPrefixOf(String room) {
    return index.roomPrefixOf(room);
  }
}
