package livekit.routes.tenant;

import livekit.routes.settings.TenantPolicy;

/**
 * Who authenticated: the owner that a room gets.
 *
 * @param id the tenant's id, never blank; it becomes {@code auth_id} in the metadata of its rooms
 * @param policy what this tenant may do, where it is less or other than what all may
 */
public record Tenant(String id, TenantPolicy policy) {
  /**
   * Refuses a blank id, whatever kind of authentication it came from: a room with a blank owner
   * would belong to everybody.
   *
   * @throws InvalidCredentialsException when the id is null or blank
   */
  public Tenant {
    if (id == null || id.isBlank()) {
      throw new InvalidCredentialsException();
    }
  }

  /**
   * A tenant without a policy of its own.
   *
   * @throws InvalidCredentialsException when the id is null or blank
   */
  public Tenant(String id) {
    this(id, TenantPolicy.NONE);
  }

  /** Short: Camel asks for it in each choice on a variable, whether it is needed or not. */
  @Override
  public String toString() {
    return "Tenant[" + id + "]";
  }
}
