package livekit.routes.api;

import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateProcessor;

/**
 * Answers a request whose route has failed to answer: a step of the error handling failed itself.
 * platform-http would answer with an empty text and whatever headers the failed step had left.
 */
final class LastResort extends DelegateProcessor {
  private static final Problem PROBLEM =
      new Problem(500, "internal_error", "Something went wrong here.", 0);

  private final FailureLog log = new FailureLog();
  private final byte[] answer;

  /**
   * @param route what answers, as a rule
   * @param problems writes the problem
   */
  LastResort(Processor route, EdgeProblems problems) {
    super(route);
    this.answer = problems.json(PROBLEM);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    try {
      super.process(exchange);
    } finally {
      RequestLimit.end(exchange);
    }
    if (exchange.getException() != null) {
      log.report(PROBLEM, exchange.getException(), exchange.getExchangeId());
      exchange.setException(null);
      exchange.removeProperty(ExchangePropertyKey.CHARSET_NAME);
      Message message = exchange.getMessage();
      message.removeHeaders("*");
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, PROBLEM.status());
      message.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
      message.setBody(ByteBuffer.wrap(answer));
    }
  }
}
