package livekit.routes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwirpExceptionTest {
  @Test
  void readsTheCodeBeforeTheColon() {
    TwirpException error = new TwirpException("resource_exhausted: slow down: later");

    assertThat(error.code()).isEqualTo("resource_exhausted");
    assertThat(error.text()).isEqualTo("slow down: later");
    assertThat(error.status()).isEqualTo(429);
  }

  @Test
  void takesACodeAlone() {
    TwirpException error = new TwirpException("not_found");

    assertThat(error.status()).isEqualTo(404);
    assertThat(error.text()).isEmpty();
  }

  @Test
  void takesAnUnknownCodeForInternal() {
    TwirpException error = new TwirpException("teapot: short and stout");

    assertThat(error.code()).isEqualTo("internal");
    assertThat(error.text()).isEqualTo("teapot: short and stout");
    assertThat(error.status()).isEqualTo(500);
  }
}
