package livekit.routes.token;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a token's RoomConfiguration may hold. Whoever holds the token can read it, so it must not
 * have credentials; LiveKit's library refuses to sign such a token too (protocol, auth/grants.go,
 * CheckCredentials).
 *
 * <p>Stricter than that library in two points: it forgets the outputs of images and the passwords
 * of proxies, and it drops members that it does not know without a word.
 */
final class RoomConfigs {
  private static final int MAX_METADATA_BYTES = 512 * 1024;
  private static final int MAX_ATTRIBUTES_BYTES = 64 * 1024;

  /** RoomConfiguration in livekit_room.proto, without underscores and in lower case. */
  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "emptytimeout",
          "departuretimeout",
          "maxparticipants",
          "metadata",
          "egress",
          "minplayoutdelay",
          "maxplayoutdelay",
          "syncstreams",
          "agents",
          "tags");

  /** What is secret in S3Upload, GCPUpload, AzureBlobUpload, AliOSSUpload and ProxyConfig. */
  private static final Set<String> CREDENTIALS =
      Set.of("secret", "sessiontoken", "credentials", "accountkey", "password");

  private RoomConfigs() {}

  /**
   * @throws IllegalArgumentException an unknown member, credentials, or a text that LiveKit takes
   *     for too long; the message quotes no value
   */
  static void check(Map<String, Object> config) {
    for (Map.Entry<String, Object> member : config.entrySet()) {
      String name = plain(member.getKey());
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException(
            "a RoomConfiguration has no such member; expected the names of livekit_room.proto");
      }
      if (name.equals("egress") && holdsCredentials(member.getValue())) {
        throw new IllegalArgumentException(
            "its egress must not have credentials or stream URLs: whoever holds the token reads"
                + " them");
      }
      if (name.equals("metadata") && member.getValue() != null) {
        ClaimKind.text(MAX_METADATA_BYTES).read(member.getValue());
      }
      if (name.equals("agents") && member.getValue() instanceof List<?> agents) {
        agents.forEach(RoomConfigs::checkAgent);
      }
    }
  }

  private static void checkAgent(Object agent) {
    if (agent instanceof Map<?, ?> dispatch) {
      if (dispatch.get("metadata") != null) {
        ClaimKind.text(MAX_METADATA_BYTES).read(dispatch.get("metadata"));
      }
      if (dispatch.get("attributes") != null) {
        ClaimKind.texts(MAX_ATTRIBUTES_BYTES).read(dispatch.get("attributes"));
      }
    }
  }

  /** A stream's URL has its key in it. */
  private static boolean holdsCredentials(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().anyMatch(RoomConfigs::holdsCredentials);
    }
    return value instanceof Map<?, ?> map
        && map.entrySet().stream()
            .anyMatch(
                member -> {
                  String name = plain(member.getKey().toString());
                  boolean secret = CREDENTIALS.contains(name) || name.equals("streamoutputs");
                  return secret && !isEmpty(member.getValue())
                      || holdsCredentials(member.getValue());
                });
  }

  private static boolean isEmpty(Object value) {
    return value == null
        || value.equals("")
        || value instanceof Collection<?> list && list.isEmpty()
        || value instanceof Map<?, ?> map && map.isEmpty();
  }

  /** protobuf reads snake_case and camelCase. */
  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
