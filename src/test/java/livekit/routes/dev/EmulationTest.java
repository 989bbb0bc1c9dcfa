package livekit.routes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import livekit.routes.settings.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulationTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:80/",
    "localhost, http://localhost:80/",
    "0.0.0.0,   http://127.0.0.1:80/",
    "::,        http://[::1]:80/",
    "::1,       http://[::1]:80/"
  })
  void itsGuideHasUrlsThatReachTheGateway(String host, String url) throws IOException {
    Settings settings = Settings.read(Map.of("HTTP_HOST", host)::get, Map.of(), true);
    try (Emulation emulation = Emulation.start(settings)) {
      assertThat(emulation.guide(80)).contains(" " + url + "livekit/token ");
    }
  }
}
