package livekit.routes.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OnWhenDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/**
 * Checks each step by itself, on its own line: its endpoint, bean and method, expression and
 * exception. Camel would name the route at most, stop at the first, and find a method only when it
 * is called.
 */
final class StepCheck {
  private static final Pattern KEY = Pattern.compile("Property with key \\[([^\\]]+)]");

  private final CamelContext context;
  private final List<RouteError> errors = new ArrayList<>();

  /**
   * @param context loaded and not started
   */
  StepCheck(CamelContext context) {
    this.context = context;
  }

  List<RouteError> errors(List<RouteModel.Step> steps) {
    steps.forEach(this::check);
    return errors;
  }

  private void check(RouteModel.Step step) {
    if (!step.uri().isEmpty()) {
      endpoint(step, step.uri());
    }
    Object node = step.node();
    if (node instanceof BeanDefinition bean && bean.getRef() != null) {
      bean(step, bean.getRef(), bean.getMethod());
    } else if (node instanceof ThrowExceptionDefinition thrown
        && thrown.getExceptionType() != null) {
      exceptions(step, List.of(thrown.getExceptionType()));
    } else if (node instanceof CatchDefinition caught) {
      exceptions(step, caught.getExceptions());
    } else if (node instanceof OnExceptionDefinition caught) {
      exceptions(step, caught.getExceptions());
      if (caught.getOnWhen() != null) {
        expression(step, caught.getOnWhen());
      }
    }
    if (node instanceof HasExpressionType one) {
      expression(step, one);
    }
  }

  private void endpoint(RouteModel.Step step, String uri) {
    attempt(
        step,
        () -> {
          String resolved = context.resolvePropertyPlaceholders(uri);
          int end = resolved.indexOf(':');
          String scheme = end < 0 ? resolved : resolved.substring(0, end);
          if (context.getComponent(scheme) == null) {
            errors.add(step.error("there is no component " + scheme + " in lib/"));
          } else {
            context.getEndpoint(uri);
          }
        });
  }

  private void bean(RouteModel.Step step, String ref, String call) {
    attempt(
        step,
        () -> {
          String name = context.resolvePropertyPlaceholders(ref);
          if (name.startsWith("#")) {
            return;
          }
          Object bean = context.getRegistry().lookupByName(name);
          if (bean == null) {
            errors.add(step.error("there is no bean " + name));
            return;
          }
          String method = call == null ? "" : call.replaceFirst("\\(.*", "").strip();
          boolean found =
              Arrays.stream(bean.getClass().getMethods()).anyMatch(m -> m.getName().equals(method));
          if (!method.isEmpty() && !found) {
            errors.add(step.error("the bean " + name + " has no method " + method));
          }
        });
  }

  private void expression(RouteModel.Step step, HasExpressionType node) {
    ExpressionDefinition expression = node.getExpressionType();
    if (expression instanceof MethodCallExpression call && call.getRef() != null) {
      bean(step, call.getRef(), call.getMethod());
    } else if (expression != null) {
      boolean predicate =
          node instanceof WhenDefinition
              || node instanceof FilterDefinition
              || node instanceof ValidateDefinition
              || node instanceof OnWhenDefinition;
      attempt(
          step,
          () -> {
            if (predicate) {
              expression.createPredicate(context);
            } else {
              expression.createExpression(context);
            }
          });
    }
  }

  private void exceptions(RouteModel.Step step, List<String> names) {
    for (String name : names) {
      if (context.getClassResolver().resolveClass(name) == null) {
        errors.add(step.error("there is no exception " + name));
      }
    }
  }

  private void attempt(RouteModel.Step step, Runnable check) {
    try {
      check.run();
    } catch (RuntimeException | LinkageError e) {
      Throwable last = e;
      while (last.getCause() != null) {
        last = last.getCause();
      }
      Matcher key = KEY.matcher(LoadFailure.text(last));
      errors.add(
          step.error(key.find() ? "{{" + key.group(1) + "}} is not set" : LoadFailure.text(last)));
    }
  }
}
