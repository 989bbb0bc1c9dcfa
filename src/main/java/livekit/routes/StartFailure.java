package livekit.routes;

import java.nio.file.FileSystemException;
import java.util.List;
import livekit.routes.api.PortInUseException;
import livekit.routes.flow.LoadFailure;
import livekit.routes.flow.RoutesRefusedException;
import livekit.routes.settings.SettingException;

/**
 * Says why the start failed, and where: the setting, or the file and line of each route's error.
 */
final class StartFailure {
  private StartFailure() {}

  /** Explains a failed start, in a line for each error. */
  static List<String> explain(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SettingException
          || t instanceof PortInUseException
          || t instanceof RoutesRefusedException) {
        return t.getMessage().lines().toList();
      }
      if (t instanceof FileSystemException file) {
        return List.of("cannot read " + file.getFile());
      }
    }
    return LoadFailure.refusal(failure).getMessage().lines().toList();
  }
}
