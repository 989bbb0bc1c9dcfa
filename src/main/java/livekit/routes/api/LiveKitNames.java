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
import java.util.List;

/**
 * At most {@value Attributes#MAX} names, each as {@link LiveKitName} has it. The list is checked as
 * a whole, for the reason of {@link Attributes}.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LiveKitNames.Validator.class)
public @interface LiveKitNames {
  /** What follows the field's name in the detail of the answer. */
  String message() default
      "must be at most "
          + Attributes.MAX
          + " names, each not blank, of at most 256 UTF-8 bytes and without U+0000";

  /** Not used here; Jakarta Validation asks for it. */
  Class<?>[] groups() default {};

  /** Not used here; Jakarta Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Looks at each name up to the first bad one; null passes. */
  final class Validator implements ConstraintValidator<LiveKitNames, List<String>> {
    @Override
    public boolean isValid(List<String> names, ConstraintValidatorContext context) {
      return names == null
          || names.size() <= Attributes.MAX && names.stream().allMatch(Validator::isName);
    }

    private static boolean isName(String name) {
      return name != null
          && !name.isBlank()
          && name.indexOf('\0') < 0
          && !UnicodeText.hasLoneSurrogate(name)
          && UnicodeText.utf8Length(name) <= 256;
    }
  }
}
