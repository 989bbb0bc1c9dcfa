package livekit.routes.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What a refused caller reads, {@code application/problem+json} (RFC 9457; the type is the default
 * {@code about:blank}, so the title is the status' own phrase).
 *
 * @param status the HTTP status
 * @param code the stable name of the error, for programs
 * @param detail one sentence for people: fixed text of ours, never a word of the caller, LiveKit or
 *     Java
 * @param retryAfterSeconds the value of {@code Retry-After}, or 0 where trying again cannot help
 */
@JsonPropertyOrder({"title", "status", "detail", "code", "error"})
public record Problem(int status, String code, String detail, @JsonIgnore int retryAfterSeconds) {
  /** The media type of a problem. */
  public static final String CONTENT_TYPE = "application/problem+json";

  /** The phrase that belongs to the status. */
  @JsonProperty
  public String title() {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  /** The same text as the detail: what clients of the first version of this API read. */
  @JsonProperty
  public String error() {
    return detail;
  }
}
