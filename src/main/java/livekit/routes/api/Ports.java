package livekit.routes.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import livekit.routes.settings.HttpSettings;
import livekit.routes.settings.SettingException;

/**
 * Tries the ports before anything else starts. Camel goes on without its management port where that
 * is taken, and the public port opens last, when every route has started.
 */
public final class Ports {
  private Ports() {}

  /**
   * Opens each port and closes it again.
   *
   * @param management whether the management port is wanted too
   * @throws SettingException a host is no address of this machine
   * @throws PortInUseException one of the ports cannot be opened
   */
  public static void requireFree(HttpSettings http, boolean management) {
    requireFree("HTTP", http.host(), http.port());
    if (management) {
      requireFree("MANAGEMENT", http.managementHost(), http.managementPort());
    }
  }

  private static void requireFree(String name, String host, int port) {
    if (!opens(host, 0)) {
      throw new SettingException(name + "_HOST", "expected an address of this machine");
    }
    if (!opens(host, port)) {
      throw new PortInUseException(name + "_PORT", host, port);
    }
  }

  private static boolean opens(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers do it: a port whose last connections are not forgotten yet is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
