package livekit.routes.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import livekit.routes.api.StrictJson;

/**
 * An error as LiveKit answered it.
 *
 * @param status the HTTP status
 * @param code one of Twirp's error codes, such as {@code not_found}
 * @param msg LiveKit's own words, or empty. They can quote the request: for a route to look at, not
 *     for a log and not for a caller
 * @param meta what LiveKit adds, as texts; the same goes for it
 */
public record RpcError(int status, String code, String msg, Map<String, String> meta)
    implements Serializable {

  /** Twirp wire protocol, version 7, section "Error Codes". */
  private static final Set<String> CODES =
      Set.of(
          "canceled",
          "unknown",
          "invalid_argument",
          "malformed",
          "deadline_exceeded",
          "not_found",
          "bad_route",
          "already_exists",
          "permission_denied",
          "unauthenticated",
          "resource_exhausted",
          "failed_precondition",
          "aborted",
          "out_of_range",
          "unimplemented",
          "internal",
          "unavailable",
          "data_loss");

  private static final ObjectMapper JSON = StrictJson.mapper();

  /**
   * Reads the body of an answer that is not 200. What is no Twirp error comes from something before
   * LiveKit's API, a proxy or the check of our token: its code is the one that Twirp has for such a
   * status, and its text is left out, since LiveKit writes the token itself there.
   */
  public static RpcError read(int status, byte[] body) {
    try {
      JsonNode error = JSON.readTree(body);
      String code = error.path("code").asText();
      if (error.path("code").isTextual() && CODES.contains(code)) {
        return new RpcError(status, code, error.path("msg").asText(""), meta(error.path("meta")));
      }
    } catch (JsonProcessingException e) {
      // No Twirp error.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RpcError(status, codeOf(status), "", Map.of());
  }

  private static Map<String, String> meta(JsonNode object) {
    Map<String, String> meta = new HashMap<>();
    object.properties().forEach(member -> meta.put(member.getKey(), member.getValue().asText()));
    return Map.copyOf(meta);
  }

  /** Twirp wire protocol, version 7, section "HTTP Errors from Intermediary Proxies". */
  private static String codeOf(int status) {
    return switch (status) {
      case 400 -> "internal";
      case 401 -> "unauthenticated";
      case 403 -> "permission_denied";
      case 404 -> "bad_route";
      case 429, 502, 503, 504 -> "unavailable";
      default -> status >= 300 && status < 400 ? "internal" : "unknown";
    };
  }

  /** Without LiveKit's words. */
  @Override
  public String toString() {
    return code + " (" + status + ")";
  }
}
