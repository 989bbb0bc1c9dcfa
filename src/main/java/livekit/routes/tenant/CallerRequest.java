package livekit.routes.tenant;

import java.util.Collections;
import java.util.Map;

/**
 * What a caller sent beside its credentials, kept for the decision who is calling: the route drops
 * every header right after it was read.
 *
 * @param method such as {@code POST}
 * @param path as it was sent, without the query, which may hold a secret
 * @param headers by lower-case name, without those that prove who is calling; the values of a field
 *     that came several times are joined by a comma and a blank (RFC 9110, section 5.3)
 * @param body the bytes as they came, not to be changed; empty when there are none
 */
public record CallerRequest(String method, String path, Map<String, String> headers, byte[] body) {
  /** The headers cannot be changed by a step; they are not copied. */
  public CallerRequest {
    headers = Collections.unmodifiableMap(headers);
  }

  /** Without the values: headers and body are personal data, if not secrets. */
  @Override
  public String toString() {
    return "CallerRequest[hidden]";
  }
}
