package livekit.routes.dev;

import java.io.IOException;
import java.net.URI;
import livekit.routes.settings.DemoSettings;
import livekit.routes.settings.Settings;
import org.apache.camel.CamelContext;

/** The emulated LiveKit of the dev profile, with the rooms and the guide of the demonstration. */
public final class Emulation implements AutoCloseable {
  private final EmulatedRooms rooms = new EmulatedRooms();
  private final EmulatedLiveKit livekit;
  private final String host;

  private Emulation(EmulatedLiveKit livekit, String host) {
    this.livekit = livekit;
    this.host = reachable(host);
    guideAt(0).seed(rooms);
  }

  /**
   * Starts the emulator on a free port.
   *
   * @throws IOException when there is none
   */
  public static Emulation start(Settings settings) throws IOException {
    return new Emulation(
        EmulatedLiveKit.start(0, DemoSettings.LIVEKIT_API_KEY, DemoSettings.LIVEKIT_API_SECRET),
        settings.http().host());
  }

  /** Where its API is. */
  public URI url() {
    return livekit.url();
  }

  /** The rooms, for the bean that the route of the emulator names. */
  public EmulatedRooms rooms() {
    return rooms;
  }

  /** Answers from the route of this context from now on. */
  public void answerFrom(CamelContext context) {
    livekit.answerFrom(context);
  }

  /** What to try, for the port that the gateway listens on. */
  public String guide(int port) {
    return guideAt(port).text();
  }

  @Override
  public void close() {
    livekit.close();
  }

  /**
   * The host of a URL: what listens on every address is reached on loopback, and IPv6 is in
   * brackets.
   */
  private static String reachable(String host) {
    if (host.equals("0.0.0.0")) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + (host.equals("::") ? "::1" : host) + "]" : host;
  }

  private DemoGuide guideAt(int port) {
    return new DemoGuide(
        "http://" + host + ":" + port, DemoSettings.TENANTS.get(0), DemoSettings.TENANTS.get(1));
  }
}
