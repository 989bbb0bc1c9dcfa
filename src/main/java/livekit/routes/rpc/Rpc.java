package livekit.routes.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One method of LiveKit's API, a row of {@link RpcTable}.
 *
 * @param service such as {@code RoomService}
 * @param method such as {@code ListRooms}
 * @param grants what LiveKit checks in the token
 * @param repeatable it only reads, so it may be sent a second time
 */
public record Rpc(String service, String method, List<Grant> grants, boolean repeatable) {
  /**
   * A member of the token.
   *
   * @param claim the claim that it is in, such as {@code video}
   * @param name its name there, such as {@code roomAdmin}
   * @param field the field of the request whose text it takes, in protobuf's snake_case; null where
   *     it is {@code true}
   */
  public record Grant(String claim, String name, String field) {}

  /** Where it is on a LiveKit server. */
  public String path() {
    return "/twirp/livekit." + service + "/" + method;
  }

  /**
   * The claims for a call: only what this request needs, as {@code {video={roomAdmin=true,
   * room=lobby}}}.
   *
   * @throws IllegalArgumentException when a field that decides about a grant is missing, blank, no
   *     text, or given under both of its names
   */
  public Map<String, Object> claimsFor(ObjectNode request) {
    Map<String, Map<String, Object>> claims = new TreeMap<>();
    for (Grant grant : grants) {
      claims
          .computeIfAbsent(grant.claim(), claim -> new TreeMap<>())
          .put(grant.name(), grant.field() == null ? true : text(request, grant.field()));
    }
    return Map.copyOf(claims);
  }

  /** LiveKit reads a field under both names, so the one that is not looked at must not be there. */
  private String text(ObjectNode request, String field) {
    List<JsonNode> given =
        Stream.of(field, camelCase(field))
            .distinct()
            .map(request::get)
            .filter(Objects::nonNull)
            .toList();
    if (given.size() != 1 || !given.get(0).isTextual() || given.get(0).asText().isBlank()) {
      throw new IllegalArgumentException(
          service
              + "/"
              + method
              + " needs the field "
              + field
              + ", once, as text that is not blank");
    }
    return given.get(0).asText();
  }

  private static String camelCase(String field) {
    StringBuilder name = new StringBuilder();
    for (String word : field.split("_")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  @Override
  public String toString() {
    return service + "/" + method;
  }
}
