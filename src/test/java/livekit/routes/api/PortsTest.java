package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import livekit.routes.settings.CorsSettings;
import livekit.routes.settings.HttpSettings;
import livekit.routes.settings.SettingException;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void takesPortsThatAreFree() {
    assertThatCode(() -> Ports.requireFree(http(HOST, 0, 0), true)).doesNotThrowAnyException();
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Ports.requireFree(http(HOST, port, 0), true))
          .isInstanceOf(PortInUseException.class)
          .hasMessageStartingWith("HTTP_PORT: cannot listen on 127.0.0.1:" + port);
      assertThatThrownBy(() -> Ports.requireFree(http(HOST, 0, port), true))
          .isInstanceOf(PortInUseException.class)
          .hasMessageStartingWith("MANAGEMENT_PORT: cannot listen on 127.0.0.1:" + port);
      assertThatCode(() -> Ports.requireFree(http(HOST, 0, port), false))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void namesTheHostThatIsNotThisMachine() {
    assertThatThrownBy(() -> Ports.requireFree(http("192.0.2.1", 0, 0), true))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("HTTP_HOST: ");
  }

  @Test
  void namesTheHostOfTheManagementPortThatIsNotThisMachine() {
    HttpSettings elsewhere = new HttpSettings(HOST, 0, "192.0.2.1", 0, CorsSettings.NONE);
    assertThatThrownBy(() -> Ports.requireFree(elsewhere, true))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("MANAGEMENT_HOST: ");
    assertThatCode(() -> Ports.requireFree(elsewhere, false)).doesNotThrowAnyException();
  }

  private static HttpSettings http(String host, int port, int managementPort) {
    return new HttpSettings(host, port, HOST, managementPort, CorsSettings.NONE);
  }
}
