package livekit.routes.tenant;

/**
 * Who authenticated: the owner that a room gets.
 *
 * @param id the tenant's id, never blank; it becomes {@code auth_id} in the metadata of its rooms
 */
public record Tenant(String id) {
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
}
