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

/**
 * A text that reaches LiveKit as it is: without lone surrogates ({@link
 * UnicodeText#hasLoneSurrogate}) and, for names, without U+0000, which ends a text in many stores.
 */
@Documented
@Target({
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.ANNOTATION_TYPE,
  ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WellFormed.Validator.class)
public @interface WellFormed {
  /** Whether U+0000 passes. */
  boolean nul() default true;

  /** What follows the field's name in the detail of the answer. */
  String message() default "must be well-formed Unicode text";

  /** Not used here; Jakarta Validation asks for it. */
  Class<?>[] groups() default {};

  /** Not used here; Jakarta Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Looks at each character; null passes, as with every constraint but {@code @NotNull}. */
  final class Validator implements ConstraintValidator<WellFormed, String> {
    private boolean nul;

    @Override
    public void initialize(WellFormed constraint) {
      nul = constraint.nul();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null || !UnicodeText.hasLoneSurrogate(text) && (nul || text.indexOf('\0') < 0);
    }
  }
}
