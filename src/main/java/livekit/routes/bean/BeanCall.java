package livekit.routes.bean;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.ExpressionAdapter;

/**
 * A call of one method of one bean with variables, the body, the message or the exchange. A value
 * of another type than the method takes is left to Camel, which converts it.
 *
 * <p>What the method throws becomes the exception of the exchange, and the result is null, as with
 * Camel's own expression.
 */
final class BeanCall extends ExpressionAdapter {
  private final Object bean;
  private final Method method;
  private final List<BeanParameter> parameters;
  private final Supplier<Expression> camels;
  private volatile Expression converting;

  private BeanCall(
      Object bean, Method method, List<BeanParameter> parameters, Supplier<Expression> camels) {
    this.bean = bean;
    this.method = method;
    this.parameters = parameters;
    this.camels = camels;
  }

  /**
   * A call of a method by its name.
   *
   * @param camels Camel's own expression for the same call
   * @return empty where only Camel can say what is meant: several methods of that name, one that
   *     answers later or not at all, parameters of another kind
   */
  static Optional<Expression> of(Object bean, String name, Supplier<Expression> camels) {
    List<Method> named =
        Arrays.stream(bean.getClass().getMethods())
            .filter(each -> each.getName().equals(name) && !each.isBridge())
            .toList();
    if (named.size() != 1) {
      return Optional.empty();
    }
    Method method = named.get(0);
    Class<?> result = method.getReturnType();
    if (result == void.class
        || CompletionStage.class.isAssignableFrom(result)
        || !method.trySetAccessible()) {
      return Optional.empty();
    }
    return BeanParameter.of(method)
        .map(parameters -> new BeanCall(bean, method, parameters, camels));
  }

  @Override
  public Object evaluate(Exchange exchange) {
    Object[] arguments = new Object[parameters.size()];
    for (int i = 0; i < arguments.length; i++) {
      BeanParameter parameter = parameters.get(i);
      Object argument = parameter.read(exchange);
      if (!parameter.takes(argument)) {
        return converting().evaluate(exchange, Object.class);
      }
      arguments[i] = argument;
    }
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      exchange.setException(e.getTargetException());
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a public method is not accessible", e);
    }
  }

  private Expression converting() {
    if (converting == null) {
      converting = camels.get();
    }
    return converting;
  }

  @Override
  public String toString() {
    return "bean " + bean.getClass().getSimpleName() + "." + method.getName();
  }
}
