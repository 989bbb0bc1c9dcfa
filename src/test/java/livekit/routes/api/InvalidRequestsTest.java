package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.bean.validator.BeanValidationException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidRequestsTest {
  private static final String NOT_AN_OBJECT = "The body must be a JSON object.";

  private final ObjectMapper mapper = StrictJson.mapper();
  private final InvalidRequests details = new InvalidRequests(Booking.class);

  record Booking(
      @JsonProperty("the_name") @LiveKitName String name,
      @JsonProperty("the_code") @LiveKitName String code,
      @JsonProperty("the_notes") Map<String, @WellFormed String> notes) {}

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          {"the_name":5},                   the_name must be a string
          {"the_name":["evil"]},            the_name must be a string
          {"the_notes":[]},                 the_notes must be an object whose values are strings
          {"the_notes":{"evil":5}},         the_notes must be an object whose values are strings
          {"the_notes":{"the_name":true}},  the_notes must be an object whose values are strings
          """)
  void namesTheFieldOfTheWrongType(String json, String detail) {
    assertThat(detailOfReading(json)).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "", "5", "\"evil\"", "{} {}"})
  void saysThatTheBodyMustBeAnObject(String json) {
    assertThat(detailOfReading(json)).isEqualTo(NOT_AN_OBJECT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil",
        "{\"the_name\":",
        "{\"the_name\":evil}",
        "{\"the_name\":\"a\",\"the_name\":\"b\"}",
        "{\"the_notes\":{\"evil\":\"a\",\"evil\":\"b\"}}",
        "{\"the_notes\":{\"evil\":\"\\x\"}}",
        "{\"the_name\":\"\u0001\"}"
      })
  void saysThatTheBodyMustBeJson(String json) {
    assertThat(detailOfReading(json)).startsWith("The body must be valid JSON");
  }

  @Test
  void tellsTheFirstViolationInTheOrderOfTheFields() {
    Exception both = violations(new Booking(null, " ", Map.of("evil", "\ud800")));
    Exception last = violations(new Booking("a", "b", Map.of("evil", "\ud800")));
    assertThat(details.detailOf(both)).isEqualTo("the_name is required");
    assertThat(details.detailOf(last)).isEqualTo("the_notes must be well-formed Unicode text");
  }

  @Test
  void alwaysTellsTheSameViolationOfOneField() {
    Exception twoOnOneField = violations(new Booking("a", "\0".repeat(257), null));
    assertThat(details.detailOf(twoOnOneField))
        .isEqualTo("the_code must be well-formed Unicode text without U+0000");
  }

  @Test
  void readsCamelsOwnExceptionsAndWrappedOnes() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext();
        ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      DefaultExchange exchange = new DefaultExchange(camel);
      Object booking = new Booking("evil", "", null);
      Exception camels =
          new BeanValidationException(exchange, factory.getValidator().validate(booking), booking);
      assertThat(details.detailOf(camels)).isEqualTo("the_code is required");
      assertThat(details.detailOf(new CamelExecutionException("evil", exchange, camels)))
          .isEqualTo("the_code is required");
    }
  }

  @Test
  void repeatsOurOwnTextAndNobodyElses() {
    assertThat(details.detailOf(new InvalidRequestException("ours"))).isEqualTo("ours");
    assertThat(details.detailOf(new IllegalStateException("evil"))).isEqualTo(NOT_AN_OBJECT);
    assertThat(details.detailOf(null)).isEqualTo(NOT_AN_OBJECT);
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(violations(new Booking("ü".repeat(128), "😀".repeat(64), null))).isNull();
    assertThat(details.detailOf(violations(new Booking("ü".repeat(128) + "a", "b", null))))
        .isEqualTo("the_name must have at most 256 UTF-8 bytes");
  }

  private String detailOfReading(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Exception exception = catchException(() -> mapper.readValue(bytes, Booking.class));
    assertThat(exception).isNotNull();
    return details.detailOf(exception);
  }

  private static ConstraintViolationException violations(Booking booking) {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      Validator validator = factory.getValidator();
      var violations = validator.validate(booking);
      return violations.isEmpty() ? null : new ConstraintViolationException(violations);
    }
  }
}
