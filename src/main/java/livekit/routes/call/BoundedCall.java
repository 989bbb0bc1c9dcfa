package livekit.routes.call;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import livekit.routes.api.Refusal;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost step of a call: bounds it from the wait for a connection to the last byte of the
 * answer, reads the answer whole or hands its body on, and says what went wrong in the terms of the
 * callee.
 */
final class BoundedCall implements ExecChainHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedCall.class);

  private final Callee callee;
  private final CallTimer timer;
  private final AnswerReader reader;
  private final Predicate<ClassicHttpRequest> streamed;

  /**
   * @param streamed which requests have the body of a 200 handed on as it comes
   */
  BoundedCall(
      Callee callee, CallTimer timer, AnswerReader reader, Predicate<ClassicHttpRequest> streamed) {
    this.callee = callee;
    this.timer = timer;
    this.reader = reader;
    this.streamed = streamed;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException {
    UnderWay call = new UnderWay(timer.start(cancelling(scope)), scope.execRuntime);
    ClassicHttpResponse open = null;
    try {
      ClassicHttpResponse answer = ask(request, scope, chain);
      if (answer.getCode() == HttpStatus.SC_OK && streamed.test(request)) {
        open = reader.open(answer, call);
        return open;
      }
      return reader.read(answer);
    } catch (ConnectionEndedException | RuntimeException e) {
      // Whatever a call throws that was cut off, also what the client has for a cancelled wait.
      if (call.run.cutOff()) {
        throw cutOff(e);
      }
      throw e;
    } catch (IOException e) {
      throw call.failedInTheAnswer(e);
    } finally {
      if (open == null) {
        call.close();
      }
    }
  }

  /** A call until its answer was read, or given up. */
  final class UnderWay implements AutoCloseable {
    private final CallTimer.Run run;
    private final ExecRuntime connection;

    private UnderWay(CallTimer.Run run, ExecRuntime connection) {
      this.run = run;
      this.connection = connection;
    }

    /** What to throw where reading the answer failed. */
    Refusal failedInTheAnswer(IOException e) {
      return run.cutOff() ? cutOff(e) : inTheAnswer(e);
    }

    /** After a whole answer the connection is back in the pool, and only the clock is stopped. */
    @Override
    public void close() {
      run.close();
      connection.discardEndpoint();
    }
  }

  /**
   * What ends the call wherever it is. The request does; the runtime alone would not end the wait
   * for a connection of the pool.
   */
  private static Runnable cancelling(ExecChain.Scope scope) {
    return scope.originalRequest instanceof Cancellable request
        ? request::cancel
        : scope.execRuntime::discardEndpoint;
  }

  /** Up to the head of the answer: what fails here without a verdict yet has failed to connect. */
  private ClassicHttpResponse ask(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException {
    try {
      return chain.proceed(request, scope);
    } catch (ConnectionEndedException e) {
      throw e;
    } catch (IOException e) {
      throw log(Causes.timedOut(e) ? timeout() : unreachable(e), e);
    } catch (HttpException e) {
      throw log(callee.refusal(CallFailure.UNREADABLE, "%s's answer is not HTTP"), e);
    }
  }

  private Refusal inTheAnswer(IOException e) {
    return log(
        Causes.timedOut(e)
            ? timeout()
            : callee.refusal(CallFailure.BROKEN_OFF, "%s's answer broke off"),
        e);
  }

  private Refusal timeout() {
    return callee.refusal(CallFailure.TIMED_OUT, "%s did not answer in time");
  }

  private Refusal cutOff(Exception e) {
    return log(
        callee.refusal(CallFailure.TIMED_OUT, "the call to %s took longer than its bound"), e);
  }

  /** A text for each kind: the refusal carries no cause, and operators need to know which it is. */
  private Refusal unreachable(IOException e) {
    if (e instanceof UnknownHostException) {
      return callee.refusal(CallFailure.UNREACHABLE, "%s's host name is not known");
    }
    if (e instanceof ConnectException) {
      return callee.refusal(CallFailure.UNREACHABLE, "%s's host does not take connections");
    }
    if (e instanceof SSLException) {
      return callee.refusal(CallFailure.UNREACHABLE, "%s and this gateway do not agree on TLS");
    }
    return callee.refusal(CallFailure.UNREACHABLE, "no connection to %s");
  }

  /** The kind of the cause alone: the messages of the HTTP client quote what was answered. */
  private static Refusal log(Refusal refusal, Exception cause) {
    LOG.debug("{}: {}", refusal.getMessage(), cause.getClass().getName());
    return refusal;
  }
}
