package livekit.routes.rpc;

import java.util.Map;
import livekit.routes.api.Refusal;

/**
 * LiveKit answered a call with an error. A route can ask for its parts, {@code ${exception.code} ==
 * 'not_found'}; the message has the code and the status and nothing that LiveKit said.
 */
public final class LiveKitErrorException extends Refusal {
  private static final long serialVersionUID = 1L;

  private final RpcError error;

  /**
   * @param error what LiveKit answered
   */
  public LiveKitErrorException(RpcError error) {
    super("LiveKit answered " + error);
    this.error = error == null ? new RpcError(0, "unknown", "", Map.of()) : error;
  }

  /** One of Twirp's error codes, such as {@code not_found}. */
  public String getCode() {
    return error.code();
  }

  /** The HTTP status. */
  public int getStatus() {
    return error.status();
  }

  /** LiveKit's own words, or empty; they can quote the request, so they are for no log. */
  public String getMsg() {
    return error.msg();
  }

  /**
   * What LiveKit says beside it, such as {@code sip_status_code} and {@code sip_status} of a call
   * by SIP; as its words, for no log. {@code ${exception.meta[sip_status_code]}} is 486, say.
   */
  public Map<String, String> getMeta() {
    return error.meta();
  }
}
