package livekit.routes;

import java.nio.file.Path;
import livekit.routes.dev.EmulatedLiveKit;
import livekit.routes.dev.EmulatedRooms;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The contract against the emulator of the dev profile. */
class EmulatorContractTest extends AgentContract {
  private static final String SECRET = "emulator-secret-of-at-least-32-bytes";
  private CamelContext context;
  private EmulatedLiveKit emulator;

  @Override
  Access startLiveKit() throws Exception {
    context = new DefaultCamelContext();
    context.getRegistry().bind("emulatedRooms", new EmulatedRooms());
    String route = Path.of("routes/dev/emulate-livekit.camel.yaml").toUri().toString();
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(route));
    context.start();
    emulator = EmulatedLiveKit.start(0, "emulator-key", SECRET);
    emulator.answerFrom(context);
    return new Access(emulator.url(), "emulator-key", SECRET);
  }

  @Override
  void stopLiveKit() {
    if (emulator != null) {
      emulator.close();
      context.stop();
    }
  }
}
