package livekit.routes;

import java.net.URI;
import java.nio.file.Path;
import livekit.routes.dev.EmulatedLiveKit;
import livekit.routes.dev.EmulatedRooms;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The emulator of the dev profile in a context of its own: a LiveKit like any other. */
final class StandaloneEmulator implements AutoCloseable {
  private static final String KEY = "emulator-key";
  private static final String SECRET = "emulator-secret-of-at-least-32-bytes";

  private final EmulatedRooms rooms = new EmulatedRooms();
  private final CamelContext context = new DefaultCamelContext();
  private final EmulatedLiveKit emulator;

  StandaloneEmulator() throws Exception {
    context.getRegistry().bind("emulatedRooms", rooms);
    URI route = Path.of("routes/dev/emulate-livekit.camel.yaml").toUri();
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(route.toString()));
    context.start();
    emulator = EmulatedLiveKit.start(0, KEY, SECRET);
    emulator.answerFrom(context);
  }

  TokenContract.Access access() {
    return new TokenContract.Access(emulator.url(), KEY, SECRET);
  }

  EmulatedRooms rooms() {
    return rooms;
  }

  @Override
  public void close() {
    emulator.close();
    context.stop();
  }
}
