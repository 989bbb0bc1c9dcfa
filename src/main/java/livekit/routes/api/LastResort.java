package livekit.routes.api;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Answers a request whose route has failed to answer: a step of the error handling failed itself.
 * platform-http would answer with an empty text and whatever headers the failed step had left.
 */
final class LastResort extends DelegateAsyncProcessor {
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
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return super.process(
        exchange,
        sync -> {
          end(exchange);
          callback.done(sync);
        });
  }

  private void end(Exchange exchange) {
    RequestLimit.end(exchange);
    if (exchange.getException() != null) {
      log.report(PROBLEM, exchange.getException(), exchange.getExchangeId());
      exchange.setException(null);
      exchange.removeProperty(ExchangePropertyKey.CHARSET_NAME);
      Message message = exchange.getMessage();
      message.removeHeaders("*");
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, PROBLEM.status());
      message.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
      message.setBody(answer);
    }
  }
}
