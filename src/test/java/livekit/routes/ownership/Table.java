package livekit.routes.ownership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * README's table: the answer to a tenant that asks while nobody else does, from what is in Redis
 * and in LiveKit just before.
 */
final class Table {
  /** What is expected where a request that has ended has left its lease: never an answer. */
  static final String FREE = "a room without lease, since nothing is under way";

  private static final String ANOTHER = "room_owned_by_another_tenant";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Table() {}

  /** The outcome of {@link Asked}; empty where it depends on the moment. */
  static String expected(World world, String room, String tenant) {
    Claims.Claim claim = world.claims().of(room);
    if (claim.leased()) {
      return FREE;
    }
    if (!claim.tenant().isEmpty() && claim.millis() < 2_000) {
      return "";
    }
    if (!claim.tenant().isEmpty() && !claim.tenant().equals(tenant)) {
      return ANOTHER;
    }
    JsonNode found = world.rooms().room(room);
    return found.isMissingNode() ? Asked.TOKEN : byOwner(found.path("metadata").asText(), tenant);
  }

  private static String byOwner(String metadata, String tenant) {
    try {
      JsonNode owner = JSON.readTree(metadata).path("auth_id");
      if (owner.isMissingNode()) {
        return Asked.TOKEN;
      }
      if (!owner.isTextual()) {
        return "room_metadata_unreadable";
      }
      return owner.asText().equals(tenant) ? Asked.TOKEN : ANOTHER;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(metadata, e);
    }
  }
}
