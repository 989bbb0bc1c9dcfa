package livekit.routes.tenant;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import livekit.routes.settings.SettingException;
import livekit.routes.settings.TenantList;
import livekit.routes.settings.TenantsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the tenants when their file changes. A version that is broken, or no file at all,
 * changes nothing but the log: one line that says what is wrong and never what is in the file.
 *
 * <p>It looks once a second, by name: a file that is edited in place, replaced by rename or behind
 * a symbolic link (as Kubernetes replaces mounted secrets) is seen on every file system, which a
 * watch on the file would not be.
 */
public final class TenantsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantsWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final TenantsFile file;
  private final Tenants tenants;
  private final FileVersion version;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "tenants-file");
            daemon.setDaemon(true);
            return daemon;
          });

  /** The version that is served. */
  private String served;

  /** The version that failed at the last look; null where it did not fail. */
  private String failed;

  /** The broken version that was logged; null where there is none. */
  private String reported;

  /**
   * @param served the version that {@code tenants} has
   */
  TenantsWatch(TenantsFile file, String served, Tenants tenants) {
    this.file = file;
    this.served = served;
    this.tenants = tenants;
    this.version = new FileVersion(file.path(), file::version, System::nanoTime);
  }

  /**
   * Watches until it is closed, on a daemon thread.
   *
   * @param list what the file was at the start
   * @param tenants what is replaced
   */
  public static TenantsWatch start(TenantsFile file, TenantList list, Tenants tenants) {
    TenantsWatch watch = new TenantsWatch(file, list.version(), tenants);
    long nanos = PERIOD.toNanos();
    watch.thread.scheduleWithFixedDelay(watch::look, nanos, nanos, TimeUnit.NANOSECONDS);
    return watch;
  }

  /** Looks once; never throws, since the thread would not look again. */
  void look() {
    String seen = "";
    try {
      seen = version.now();
      if (seen.equals(served)) {
        forgive();
      } else if (!seen.equals(reported)) {
        replaceTenants();
      }
    } catch (SettingException e) {
      keepTenants(seen, e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      keepTenants(seen, file.setting() + ": " + e.getClass().getName());
    }
  }

  private void replaceTenants() {
    TenantList list = file.readAgain();
    tenants.replace(list);
    served = list.version();
    failed = null;
    reported = null;
    LOG.info("{} has changed; {}", file.setting(), list);
  }

  private void forgive() {
    if (reported != null) {
      LOG.info("{} is again what it was when it was read last", file.setting());
    }
    failed = null;
    reported = null;
  }

  /** Who edits a file in place leaves half of it for a moment: what fails twice is broken. */
  private void keepTenants(String seen, String reason) {
    if (seen.equals(failed)) {
      LOG.error("{}; the tenants stay what they were", reason);
      reported = seen;
    }
    failed = seen;
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
