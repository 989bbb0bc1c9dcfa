package livekit.routes.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/**
 * Attributes of a participant: at most {@value #MAX} of them, with keys and values of well-formed
 * text. The map is checked as a whole, and the check ends at the first bad entry. A constraint on
 * the entries makes a violation of each bad one, and Hibernate Validator needs time for them that
 * grows with the square of their number.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Attributes.Validator.class)
public @interface Attributes {
  /** The most entries of any list and object in a request. LiveKit limits their bytes only. */
  int MAX = 1000;

  /** Says that there are more than {@value #MAX}; the other reasons have their own texts. */
  String message() default "must have at most " + MAX + " entries";

  /** Not used here; Jakarta Validation asks for it. */
  Class<?>[] groups() default {};

  /** Not used here; Jakarta Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Looks at each entry up to the first bad one; null passes. */
  final class Validator implements ConstraintValidator<Attributes, Map<String, String>> {
    @Override
    public boolean isValid(Map<String, String> attributes, ConstraintValidatorContext context) {
      if (attributes == null) {
        return true;
      }
      if (attributes.size() > MAX) {
        return false;
      }
      for (Map.Entry<String, String> each : attributes.entrySet()) {
        String wrong = wrong(each.getKey(), each.getValue());
        if (wrong != null) {
          context.disableDefaultConstraintViolation();
          context.buildConstraintViolationWithTemplate(wrong).addConstraintViolation();
          return false;
        }
      }
      return true;
    }

    private static String wrong(String key, String value) {
      if (value == null) {
        return "must be an object whose values are strings";
      } else if (UnicodeText.hasLoneSurrogate(key)) {
        return "must have keys of well-formed Unicode text";
      } else if (UnicodeText.hasLoneSurrogate(value)) {
        return "must have values of well-formed Unicode text";
      }
      return null;
    }
  }
}
