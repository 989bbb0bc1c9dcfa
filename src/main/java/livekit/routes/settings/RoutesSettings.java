package livekit.routes.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which routes run beside those of the bundle, and whether a change is taken up while they serve.
 *
 * @param reload a changed file is served without a restart
 * @param extra a second directory of routes, whose files come before those of the same name
 * @param warmUpRequests how many requests the process makes to itself before it is ready
 */
public record RoutesSettings(boolean reload, Optional<Path> extra, int warmUpRequests) {
  private static final int WARM_UP = 3_000;

  static RoutesSettings read(PlainSettings plain, boolean dev) {
    Optional<Path> extra = plain.text("ROUTES_EXTRA").map(Path::of);
    if (extra.filter(directory -> !Files.isDirectory(directory)).isPresent()) {
      throw new SettingException("ROUTES_EXTRA", "expected a directory that can be read");
    }
    return new RoutesSettings(
        plain.flag("ROUTES_RELOAD", dev),
        extra,
        plain.number("WARM_UP_REQUESTS", 0, 1_000_000).orElse(dev ? 0 : WARM_UP));
  }
}
