package livekit.routes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What callers are promised of each error: the table of DESIGN, section 2, as assertions. */
final class ErrorTable {
  /** A row of the table; {@code detail} is null where it names a field. */
  private record Row(int status, String detail, Map<String, String> headers) {}

  private static final String REALM = "Bearer realm=\"livekit\"";

  private static final Map<String, Row> ROWS =
      Map.ofEntries(
          row("invalid_request", 400, null),
          row(
              "missing_credentials",
              401,
              "Send the credentials as Authorization: Bearer.",
              "www-authenticate",
              REALM),
          row(
              "invalid_credentials",
              401,
              "The credentials are not valid.",
              "www-authenticate",
              REALM + ", error=\"invalid_token\""),
          row("auth_service_failed", 502, "The authentication service could not answer."),
          row(
              "auth_service_unreachable",
              503,
              "The credentials cannot be checked now.",
              "retry-after",
              "5"),
          row("room_not_allowed", 403, "The tenant may not use a room of this name."),
          row("room_owned_by_another_tenant", 403, "The room belongs to another tenant."),
          row("room_not_owned", 403, "The room exists and belongs to no tenant."),
          row("field_not_allowed", 403, null),
          row("unmute_not_allowed", 403, "LiveKit lets nobody but its publisher unmute a track."),
          row("too_many_rooms", 500, "The caller has more rooms than can be listed."),
          row("not_found", 404, "There is nothing at this path."),
          row("method_not_allowed", 405, "The path does not take this method.", "allow", "POST"),
          row("request_too_large", 413, "The body is larger than 64 KiB."),
          row("unsupported_media_type", 415, "The Content-Type must be application/json."),
          row("livekit_not_configured", 500, "LiveKit is not configured."),
          row("room_creation_failed", 500, "LiveKit did not create the room."),
          row(
              "room_metadata_unreadable",
              500,
              "The metadata of the room does not say who owns it."),
          row("token_generation_failed", 500, "The token could not be signed."),
          row("internal_error", 500, "Something went wrong here."),
          row("livekit_unreachable", 500, "LiveKit cannot be reached.", "retry-after", "2"),
          row("livekit_timeout", 500, "LiveKit did not answer in time.", "retry-after", "2"),
          row(
              "livekit_rejected_credentials",
              500,
              "LiveKit rejected the credentials of this service."),
          row("livekit_failed", 500, "LiveKit could not answer."),
          row("claims_unavailable", 503, "Rooms cannot be claimed now.", "retry-after", "5"),
          row("overloaded", 503, "The service is stopping.", "retry-after", "1"));

  private ErrorTable() {}

  /** The answer is this row of the table. */
  static void assertProblem(HttpResponse<String> answer, String code) {
    assertProblem(answer, ROWS.get(code).status(), code, ROWS.get(code).detail());
  }

  /** The answer is this row of the table, with this detail. */
  static void assertProblem(HttpResponse<String> answer, String code, String detail) {
    assertProblem(answer, ROWS.get(code).status(), code, detail);
  }

  /** The answer is this row of the table, with another status. */
  static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertProblem(answer, status, code, ROWS.get(code).detail());
  }

  /** The answer is this row of the table, and says that trying again in 2 s can help. */
  static void assertPassing(HttpResponse<String> answer, String code) {
    Row row = ROWS.get(code);
    assertProblem(answer, row.status(), code, row.detail(), Map.of("retry-after", "2"));
  }

  /** The answer is this row of the table, with another status and this detail. */
  static void assertProblem(HttpResponse<String> answer, int status, String code, String detail) {
    assertProblem(answer, status, code, detail, ROWS.get(code).headers());
  }

  /** The answer has this body, byte by byte, and these headers and no others. */
  private static void assertProblem(
      HttpResponse<String> answer,
      int status,
      String code,
      String detail,
      Map<String, String> headers) {
    assertThat(answer.body()).isEqualTo(body(status, code, detail));
    assertThat(answer.statusCode()).isEqualTo(status);
    Map<String, String> expected = new TreeMap<>(headers);
    expected.put("cache-control", "no-store");
    expected.put("content-type", "application/problem+json");
    expected.put(
        "content-length", String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
    Map<String, String> actual = new TreeMap<>();
    answer.headers().map().forEach((name, values) -> actual.put(name, String.join("\n", values)));
    actual.keySet().removeAll(Set.of("vary", "connection", ":status"));
    actual.keySet().removeIf(name -> name.startsWith("access-control-"));
    assertThat(actual).isEqualTo(expected);
  }

  private static String body(int status, String code, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    body.put("error", detail);
    try {
      return new ObjectMapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map.Entry<String, Row> row(
      String code, int status, String detail, String... header) {
    Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
    return entry(code, new Row(status, detail, headers));
  }
}
