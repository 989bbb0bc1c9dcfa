package livekit.routes.api;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotBlank;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a room or a participant, or an identity: required, not blank, and at most 256 UTF-8
 * bytes, the defaults of {@code max_room_name_length}, {@code max_participant_name_length} and
 * {@code max_participant_identity_length} in LiveKit's configuration.
 */
@Documented
@NotBlank(message = "is required")
@Utf8Size(max = 256)
@WellFormed(nul = false, message = "must be well-formed Unicode text without U+0000")
@Target({
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.ANNOTATION_TYPE,
  ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
public @interface LiveKitName {
  /** Not used: each part has its own message. */
  String message() default "is not a name";

  /** Not used here; Jakarta Validation asks for it. */
  Class<?>[] groups() default {};

  /** Not used here; Jakarta Validation asks for it. */
  Class<? extends Payload>[] payload() default {};
}
