package livekit.routes.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.bean.validator.BeanValidationException;

/**
 * Says what is wrong with a request that Jackson could not read or that breaks a constraint: the
 * {@code detail} of a 400. The error table calls {@link #detailOf}.
 *
 * <p>Every text is ours. Jackson's messages and the validator's values quote the caller, so only
 * the name of a field is taken from them, and only when it is one that we know.
 */
public final class InvalidRequests {
  private static final String NOT_AN_OBJECT = "The body must be a JSON object.";

  /** The detail for a body that cannot be parsed. */
  public static final String NOT_JSON =
      "The body must be valid JSON in UTF-8, with no key twice in one object.";

  /** Java name to field, in the order of the records' components. */
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private final List<String> order;

  /**
   * @param requests the records that request bodies are read into; of two violations the one whose
   *     field stands first is told
   */
  @SafeVarargs
  public InvalidRequests(Class<? extends Record>... requests) {
    for (Class<? extends Record> request : requests) {
      for (RecordComponent component : request.getRecordComponents()) {
        fields.putIfAbsent(component.getName(), Field.of(component));
      }
    }
    order = List.copyOf(fields.keySet());
  }

  /** The detail for the caller; never null, and a general text for an exception of another kind. */
  public String detailOf(Exception exception) {
    // Camel wraps what a step throws; the depth is bounded against causes in a circle.
    Throwable cause = exception;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      if (cause instanceof InvalidRequestException e) {
        return e.getMessage();
      } else if (cause instanceof BeanValidationException e) {
        return violation(e.getConstraintViolations());
      } else if (cause instanceof ConstraintViolationException e) {
        return violation(e.getConstraintViolations());
      } else if (cause instanceof JacksonException e) {
        return json(e);
      }
    }
    return NOT_AN_OBJECT;
  }

  private String json(JacksonException exception) {
    // Jackson also wraps syntax errors inside a field into a mapping exception.
    if (!(exception instanceof MismatchedInputException mismatch)) {
      return NOT_JSON;
    }
    String name = mismatch.getPath().isEmpty() ? null : mismatch.getPath().get(0).getFieldName();
    return fields.values().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(field -> field.name() + " " + field.expected())
        .orElse(NOT_AN_OBJECT);
  }

  private String violation(Collection<? extends ConstraintViolation<?>> violations) {
    Comparator<ConstraintViolation<?>> byField = Comparator.comparing(v -> order.indexOf(root(v)));
    return violations.stream()
        .<ConstraintViolation<?>>map(v -> v)
        .filter(v -> fields.containsKey(root(v)))
        .min(byField.thenComparing(ConstraintViolation::getMessage))
        .map(v -> fields.get(root(v)).name() + " " + v.getMessage())
        .orElse("The request is not valid.");
  }

  private static String root(ConstraintViolation<?> violation) {
    return violation.getPropertyPath().iterator().next().getName();
  }

  /** A field as callers know it, and what its value has to be. */
  private record Field(String name, String expected) {
    static Field of(RecordComponent component) {
      JsonProperty json = component.getAccessor().getAnnotation(JsonProperty.class);
      Class<?> type = component.getType();
      String expected = "has the wrong type";
      if (type == String.class) {
        expected = "must be a string";
      } else if (type == Map.class) {
        expected = "must be an object whose values are strings";
      } else if (type == JsonNode.class) {
        expected = "must be an object";
      } else if (type == Boolean.class) {
        expected = "must be true or false";
      } else if (type == List.class) {
        expected = "must be an array of strings";
      } else if (type == byte[].class) {
        expected = "must be text in base64";
      }
      return new Field(json == null ? component.getName() : json.value(), expected);
    }
  }
}
