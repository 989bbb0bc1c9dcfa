package livekit.routes.bean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnBeanLanguageTest {
  private final Steps own = new Steps();
  private final Steps anothers = new Steps();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private Exchange exchange;

  /** What routes call; public, as Camel wants it. */
  public static final class Steps {
    private Exchange seen;

    public String join(@Variable("first") String first, @Variable("second") String second) {
      return first + " " + second;
    }

    public int next(Integer number) {
      return number + 1;
    }

    public String body(@Body String body) {
      return "<" + body + ">";
    }

    public boolean look(Exchange exchange) {
      seen = exchange;
      return true;
    }

    public String header(Message message) {
      return message.getHeader("name", String.class);
    }

    public String failure(Exception exception) {
      return exception.getMessage();
    }

    public String nothing() {
      return null;
    }

    public String fail() {
      throw new IllegalStateException("it failed");
    }

    public String either(@Variable("first") String first) {
      return first;
    }

    public String either(@Variable("first") String first, @Variable("second") String second) {
      return second;
    }
  }

  @BeforeEach
  void start() {
    context.getRegistry().bind("own", own);
    context.getRegistry().bind("anothers", anothers);
    context.getRegistry().bind(OwnBeanLanguage.NAME, new OwnBeanLanguage(List.of(own)));
    context.start();
    exchange = new DefaultExchange(context);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void handsVariablesOver() {
    exchange.setVariable("first", "'quoted'");
    exchange.setVariable("second", "null");
    assertThat(call("own", "join")).isEqualTo("'quoted' null");
  }

  @Test
  void handsAMissingVariableOverAsNull() {
    exchange.setVariable("second", "there");
    assertThat(call("own", "join")).isEqualTo("null there");
  }

  @Test
  void handsTheBodyOver() {
    exchange.getIn().setBody("text");
    assertThat(call("own", "body")).isEqualTo("<text>");
    exchange.getIn().setBody(1);
    assertThat(call("own", "next")).isEqualTo(2);
  }

  @Test
  void handsTheMessageOver() {
    exchange.getIn().setHeader("name", "value");
    assertThat(call("own", "header")).isEqualTo("value");
  }

  @Test
  void leavesToCamelWhatHasToBeConverted() {
    exchange.getIn().setBody("41");
    assertThat(call("own", "next")).isEqualTo(42);
    exchange.getIn().setBody("1");
    assertThat(call("own", "next")).isEqualTo(2);
  }

  @Test
  void copiesNoExchangeForABeanOfOurs() {
    assertThat(matches("own", "look")).isTrue();
    assertThat(own.seen).isSameAs(exchange);
  }

  @Test
  void leavesTheBeanOfAnotherToCamel() {
    assertThat(matches("anothers", "look")).isTrue();
    assertThat(anothers.seen).isNotNull().isNotSameAs(exchange);
  }

  @Test
  void leavesParametersInTheTextToCamel() {
    exchange.setVariable("here", "there");
    assertThat(call("own", "join(${variable.here}, 'two')")).isEqualTo("there two");
  }

  @Test
  void leavesAMethodThatIsThereTwiceToCamel() {
    exchange.setVariable("second", "two");
    assertThat(call("own", "either('one', ${variable.second})")).isEqualTo("two");
    assertThat(BeanCall.of(own, "either", () -> null)).isEmpty();
  }

  @Test
  void leavesAnExceptionThatIsToBeHandledToCamel() {
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("caught"));
    assertThat(call("own", "failure")).isEqualTo("caught");
  }

  @Test
  void hasNoResultWhereThereIsNone() {
    assertThat(call("own", "nothing")).isNull();
    assertThat(matches("own", "nothing")).isFalse();
  }

  @Test
  void makesWhatTheMethodThrowsTheExceptionOfTheExchange() {
    assertThat(call("own", "fail")).isNull();
    assertThat(exchange.getException())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("it failed");
  }

  private Object call(String bean, String method) {
    return expression(bean, method).createExpression(context).evaluate(exchange, Object.class);
  }

  private boolean matches(String bean, String method) {
    return expression(bean, method).createPredicate(context).matches(exchange);
  }

  private static MethodCallExpression expression(String bean, String method) {
    MethodCallExpression expression = new MethodCallExpression();
    expression.setRef(bean);
    expression.setMethod(method);
    return expression;
  }
}
