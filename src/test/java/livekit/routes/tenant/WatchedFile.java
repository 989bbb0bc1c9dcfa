package livekit.routes.tenant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import livekit.routes.LogLines;
import livekit.routes.settings.Settings;
import livekit.routes.settings.TenantSettings;

/** A file of tenants that is watched by hand, what is served of it, and what is logged. */
final class WatchedFile implements AutoCloseable {
  final LogLines log = LogLines.of(TenantsWatch.class);
  final Path path;
  final TenantSettings settings;
  final Tenants tenants;
  final TenantsWatch watch;

  /** Watches a file that exists. */
  WatchedFile(Path path) {
    Map<String, String> environment =
        Map.of("AUTH_API_SECRETS_FILE", path.toString(), "AUTH_API_SECRET", "the-one-beside");
    this.path = path;
    settings = Settings.read(name -> null, environment, false).auth().tenants();
    tenants = new Tenants(settings.list());
    watch = new TenantsWatch(settings.file().orElseThrow(), settings.list().version(), tenants);
  }

  /** A list of tenant acme with one secret. */
  static String list(String secret) {
    return "[{\"id\":\"acme\",\"secret\":\"" + secret + "\"}]\n";
  }

  void write(String content) throws IOException {
    Files.writeString(path, content);
  }

  void look(int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  /** Whose secret it is; null where it is nobody's. */
  String owner(String secret) {
    Tenant tenant =
        tenants.findBySecret(Credential.from(List.of("Bearer " + secret), List.of(), true));
    return tenant == null ? null : tenant.id();
  }

  @Override
  public void close() {
    watch.close();
    log.close();
  }
}
