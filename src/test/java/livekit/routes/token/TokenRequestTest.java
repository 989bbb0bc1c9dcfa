package livekit.routes.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import livekit.routes.api.InvalidRequests;
import livekit.routes.api.StrictJson;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and checks requests with the Camel components that the route uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRequestTest {
  private final CamelContext camel = new DefaultCamelContext();
  private final InvalidRequests details = new InvalidRequests(TokenRequest.class);

  @BeforeAll
  void start() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            // Its log would quote every refused request.
            errorHandler(noErrorHandler());
            from("direct:read")
                .unmarshal(new JacksonDataFormat(StrictJson.mapper(), TokenRequest.class))
                .to("bean-validator:token-request");
          }
        });
    camel.start();
  }

  @AfterAll
  void stop() {
    camel.stop();
  }

  @Test
  void readsEveryField() {
    TokenRequest request =
        read(
            body(
                "\"participant_metadata\":\"m\",\"participant_attributes\":{\"k\":\"v\"},"
                    + "\"room_config\":{\"agents\":[]}"));
    assertThat(request.roomName()).isEqualTo("r");
    assertThat(request.participantName()).isEqualTo("n");
    assertThat(request.participantIdentity()).isEqualTo("i");
    assertThat(request.participantMetadata()).isEqualTo("m");
    assertThat(request.participantAttributes()).isEqualTo(Map.of("k", "v"));
    assertThat(request.roomConfig().has("agents")).isTrue();
  }

  @Test
  void takesNullAsAbsentAndIgnoresUnknownFields() {
    TokenRequest expected = new TokenRequest("r", "n", "i", null, null, null);
    assertThat(
            read(
                body(
                    "\"participant_metadata\":null,\"participant_attributes\":null,"
                        + "\"room_config\":null,\"roomName\":5,\"other\":[{}]")))
        .isEqualTo(expected);
    assertThat(read(body("\"x\":1"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"room_name", "participant_name", "participant_identity"})
  void checksEachName(String field) {
    String required = field + " is required";
    assertThat(refusalOf(named(field, "null"))).isEqualTo(required);
    assertThat(refusalOf(named(field, "\"\""))).isEqualTo(required);
    assertThat(refusalOf(named(field, "\" \\t\\n\""))).isEqualTo(required);
    assertThat(refusalOf(named(field, "5"))).isEqualTo(field + " must be a string");
    assertThat(refusalOf(named(field, "\"a\\ud800b\""))).contains(field, "Unicode");
    assertThat(refusalOf(named(field, "\"a\\udc00\\ud800\""))).contains(field, "Unicode");
    assertThat(refusalOf(named(field, "\"a\\u0000b\""))).contains(field, "U+0000");
    assertThat(refusalOf(named(field, quoted("ü".repeat(129)))))
        .isEqualTo(field + " must have at most 256 UTF-8 bytes");
    assertThat(refusalOf(named(field, quoted("ü".repeat(128))))).isNull();
    assertThat(refusalOf(named(field, quoted("\\ud83d\\ude00".repeat(64))))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          "participant_metadata":5               | participant_metadata must be a string
          "participant_metadata":{}              | participant_metadata must be a string
          "participant_metadata":"\\ud800"       | participant_metadata must be well-formed Unicode text
          "participant_attributes":"a"           | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":null}    | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":1}       | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":{}}      | participant_attributes must be an object whose values are strings
          "participant_attributes":{"a":"\\ud800"} | participant_attributes must have values of well-formed Unicode text
          "participant_attributes":{"\\ud800":"a"} | The body must be valid JSON in UTF-8, with no key twice in one object.
          """)
  void checksTheOptionalFields(String members, String detail) {
    assertThat(refusalOf(body(members))).isEqualTo(detail);
  }

  @Test
  void tellsTheFirstOfSeveralInTheOrderOfTheFields() {
    assertThat(refusalOf("{}")).isEqualTo("room_name is required");
    assertThat(refusalOf("{\"room_name\":\"r\",\"participant_metadata\":\"\\ud800\"}"))
        .isEqualTo("participant_name is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "", " ", "\"a\"", "[{\"room_name\":\"r\"}]"})
  void refusesABodyThatIsNotAnObject(String body) {
    assertThat(refusalOf(body)).isEqualTo("The body must be a JSON object.");
  }

  @Test
  void refusesARequestWithoutABody() {
    assertThat(details.detailOf(send(null).getException()))
        .isEqualTo("The body must be a JSON object.");
  }

  @Test
  void keepsItsOwnAttributesAndShowsNoValue() {
    Map<String, String> attributes = new HashMap<>(Map.of("a", "b"));
    TokenRequest request = new TokenRequest("r", "n", "i", "m", attributes, null);
    attributes.put("c", "d");
    assertThat(request.participantAttributes()).isEqualTo(Collections.singletonMap("a", "b"));
    assertThat(request.toString()).isEqualTo("TokenRequest[hidden]");
  }

  private Exchange send(byte[] body) {
    return camel
        .createFluentProducerTemplate()
        .withProcessor(e -> e.getMessage().setBody(body))
        .to("direct:read")
        .send();
  }

  private TokenRequest read(String body) {
    Exchange exchange = send(body.getBytes(StandardCharsets.UTF_8));
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(TokenRequest.class);
  }

  /** The detail, or null when the request passes. */
  private String refusalOf(String body) {
    Exception exception = send(body.getBytes(StandardCharsets.UTF_8)).getException();
    return exception == null ? null : details.detailOf(exception);
  }

  private static String body(String members) {
    return "{\"room_name\":\"r\",\"participant_name\":\"n\",\"participant_identity\":\"i\","
        + members
        + "}";
  }

  private static String named(String field, String value) {
    return body("\"x\":1")
        .replaceFirst(
            "\"" + field + "\":\"[a-z]\"", Matcher.quoteReplacement("\"" + field + "\":" + value));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
