package livekit.routes.bean;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Expression;
import org.apache.camel.language.bean.BeanLanguage;

/**
 * Camel's bean language, {@code method: {ref: roomClaims, method: lease}}, with a shorter way to
 * the methods of our own beans. Camel's copies the whole exchange for each call, so that a bean
 * which changes it leaves the original alone. Ours change nothing of it, so for them {@link
 * BeanCall} does without the copy; every other bean, and every call with parameters in its text, is
 * called as Camel does.
 *
 * <p>It takes the place of Camel's own where it is bound as {@value #NAME}.
 */
public final class OwnBeanLanguage extends BeanLanguage {
  /** The name that Camel looks for in its registry before it makes a language of its own. */
  public static final String NAME = "bean-language";

  // The places of a call's options, as MethodCallExpressionReifier hands them over. The others are
  // the type of the result, a bean, the type of a bean, and the scope.
  private static final int METHOD = 2;
  private static final int REF = 4;
  private static final int[] OTHERS = {0, 1, 3, 5};

  private final Set<Object> own = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param own the beans whose methods change nothing of an exchange that they are handed
   */
  public OwnBeanLanguage(Collection<?> own) {
    this.own.addAll(own);
  }

  @Override
  public Expression createExpression(String expression, Object[] properties) {
    return call(expression, properties)
        .orElseGet(() -> super.createExpression(expression, properties));
  }

  private Optional<Expression> call(String expression, Object[] properties) {
    String ref = property(String.class, properties, REF, null);
    String method = property(String.class, properties, METHOD, null);
    if (ref == null
        || method == null
        || Arrays.stream(OTHERS)
            .anyMatch(i -> property(Object.class, properties, i, null) != null)) {
      return Optional.empty();
    }
    Object bean = getCamelContext().getRegistry().lookupByName(ref);
    if (bean == null || !own.contains(bean)) {
      return Optional.empty();
    }
    return BeanCall.of(bean, method, () -> super.createExpression(expression, properties));
  }
}
