package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RedisAnswerTest {
  private static final String CLASS = "RedisCommandExecutionException";

  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @Test
  void anAnswerThatIsThereIsTaken() {
    answer.complete("PONG");
    assertThat(await()).isEqualTo("PONG");
  }

  @Test
  void whatDoesNotComeInTimeIsCancelled() {
    assertThatThrownBy(this::await).isInstanceOf(RedisException.class);
    assertThat(answer).isCancelled();
  }

  @Test
  void everyOtherEndIsAnErrorOfRedis() {
    answer.cancel(false);
    assertThatThrownBy(this::await).isInstanceOf(RedisException.class);
    assertThatThrownBy(() -> failed(new RedisException("x"))).hasMessage("x");
    assertThatThrownBy(() -> failed(new IOException("x"))).isInstanceOf(RedisException.class);
  }

  @Test
  void aReasonSaysNothingButACodeOrAClass() {
    assertThat(RedisAnswer.reason(new RedisCommandExecutionException("OOM command 'secret'")))
        .isEqualTo("OOM");
    assertThat(RedisAnswer.reason(new RedisCommandExecutionException("secret"))).isEqualTo(CLASS);
    assertThat(RedisAnswer.reason(new RedisCommandExecutionException((String) null)))
        .isEqualTo(CLASS);
    assertThat(
            RedisAnswer.reason(new RedisConnectionException("secret", new ConnectException("x"))))
        .isEqualTo("ConnectException");
  }

  private void failed(Throwable cause) {
    RedisAnswer.await(CompletableFuture.failedFuture(cause), System.nanoTime());
  }

  private String await() {
    return RedisAnswer.await(answer, System.nanoTime());
  }
}
