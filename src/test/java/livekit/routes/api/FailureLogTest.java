package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.routes.LogLines;
import livekit.routes.room.ClaimsUnavailableException;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private static final Problem PROBLEM = new Problem(503, "the_code", "What the caller reads.", 0);

  @Test
  void writesTheWordsOfARefusalThatCamelWrapped() {
    Exception refusal = new ClaimsUnavailableException("the claim store is full");

    assertThat(report(refusal))
        .containsExactly("WARN 503 the_code: the claim store is full (exchange 7)");
    assertThat(report(new IllegalStateException("evil", refusal))).isEqualTo(report(refusal));
  }

  @Test
  void writesWhatHasALineOfItsOwnAtDebugOnly() {
    assertThat(report(new IllegalStateException(new ReportedRefusal())))
        .containsExactly("DEBUG 503 the_code: as told before (exchange 7)");
  }

  @Test
  void writesNoMessageOfAnythingElse() {
    assertThat(report(new IllegalStateException("evil", new RuntimeException("evil"))))
        .singleElement()
        .asString()
        .startsWith("WARN 503 the_code: java.lang.IllegalStateException at livekit.routes.")
        .contains(", caused by java.lang.RuntimeException at ")
        .endsWith(" (exchange 7)")
        .doesNotContain("evil");
  }

  @Test
  void endsWithCausesInACircle() {
    Exception first = new IllegalStateException();
    first.initCause(new IllegalStateException(first));

    assertThat(report(first)).hasSize(1);
  }

  private static final class ReportedRefusal extends Refusal {
    private static final long serialVersionUID = 1L;

    ReportedRefusal() {
      super("as told before");
    }

    @Override
    public boolean isReported() {
      return true;
    }
  }

  private static List<String> report(Throwable failure) {
    try (LogLines log = LogLines.of("livekit.routes")) {
      new FailureLog().report(PROBLEM, failure, "7");
      return log.lines();
    }
  }
}
