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
 * A text of at most {@link #max} UTF-8 bytes. LiveKit measures names that way, while {@code @Size}
 * counts UTF-16 units and would let 256 umlauts pass, which are 512 bytes.
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
@Constraint(validatedBy = Utf8Size.Validator.class)
public @interface Utf8Size {
  /** The most UTF-8 bytes that pass. */
  int max();

  /** What follows the field's name in the detail of the answer. */
  String message() default "must have at most {max} UTF-8 bytes";

  /** Not used here; Jakarta Validation asks for it. */
  Class<?>[] groups() default {};

  /** Not used here; Jakarta Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Counts the bytes; null passes, as with every constraint but {@code @NotNull}. */
  final class Validator implements ConstraintValidator<Utf8Size, String> {
    private int max;

    @Override
    public void initialize(Utf8Size constraint) {
      max = constraint.max();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null || UnicodeText.utf8Length(text) <= max;
    }
  }
}
