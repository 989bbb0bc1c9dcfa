package livekit.routes.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the gateway listens, and which web pages may call it.
 *
 * @param host the address of the public port
 * @param port the public port; 0 is any free one
 * @param managementHost the address of the management port
 * @param managementPort the port of health and metrics; 0 is any free one
 * @param cors which web pages may call
 */
public record HttpSettings(
    String host, int port, String managementHost, int managementPort, CorsSettings cors) {
  private static final String THIS_MACHINE = "127.0.0.1";
  private static final Pattern NAME_OR_IPV4 = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]*");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){1,3}");

  static HttpSettings read(PlainSettings plain, boolean dev) {
    String host = host(plain, "HTTP_HOST", dev ? THIS_MACHINE : "0.0.0.0");
    String managementHost = host(plain, "MANAGEMENT_HOST", THIS_MACHINE);
    int port = plain.number("HTTP_PORT", 0, 65535).orElse(8080);
    int managementPort = plain.number("MANAGEMENT_PORT", 0, 65535).orElse(9876);
    if (port == managementPort && port != 0) {
      throw new SettingException("MANAGEMENT_PORT", "expected another port than HTTP_PORT");
    }
    return new HttpSettings(host, port, managementHost, managementPort, CorsSettings.read(plain));
  }

  private static String host(PlainSettings plain, String name, String byDefault) {
    String host = plain.text(name).orElse(byDefault);
    if (!NAME_OR_IPV4.matcher(host).matches() && ipv6(host).isEmpty()) {
      throw new SettingException(
          name, "expected an address or a host name without scheme and port");
    }
    return host;
  }

  /** Whether only this machine can reach the public port; a host name other than localhost: no. */
  public boolean loopback() {
    return loopback(host);
  }

  static boolean loopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()
        || ipv6(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private static Optional<InetAddress> ipv6(String text) {
    try {
      // In brackets it must be a literal, so no name server is asked.
      return text.contains(":")
          ? Optional.of(InetAddress.getByName("[" + text + "]"))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
