package livekit.routes.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * The one way to read JSON that others wrote: requests, room metadata, LiveKit's answers.
 *
 * <p>Jackson's defaults guess what was meant; here a guess could give a room away. So 5 is not
 * {@code "5"}, nothing may follow the value, no key may come twice (RFC 8259, section 4, leaves the
 * meaning open, and LiveKit's reader may take the other one), and nesting ends at {@value
 * #MAX_DEPTH}, and bytes are UTF-8. Unknown members are ignored, so that newer clients can talk to
 * older gateways. A record is read from an object only; a bare {@code null} is refused.
 *
 * <p>Numbers in a tree keep all their digits: room metadata is written back with other people's
 * numbers in it.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 64;

  private StrictJson() {}

  /** A new mapper. It is safe for use by many threads; make one and keep it. */
  public static ObjectMapper mapper() {
    JsonFactoryBuilder settings = new JsonFactoryBuilder();
    settings
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // It costs 0.4 µs for each key that is new, and any caller can send thousands.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    JsonFactory factory = new Utf8JsonFactory(settings);
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Boolean,
            flag ->
                flag.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
        .addModule(new SimpleModule().setDeserializerModifier(new RefuseRootNull()))
        .build();
  }
}
