package livekit.routes.ownership;

import java.nio.file.Path;
import java.util.Map;
import livekit.routes.DistributionProcess;
import livekit.routes.Http;

/** A gateway: a process, and after a kill another one with the same settings. */
final class GatewayProcess {
  private final Path home;
  private final Map<String, String> settings;
  private volatile DistributionProcess process;
  private volatile String url;

  /**
   * @param home the distribution that it runs
   * @param settings its settings
   */
  GatewayProcess(Path home, Map<String, String> settings) {
    this.home = home;
    this.settings = Map.copyOf(settings);
  }

  void start() {
    process = DistributionProcess.start(home, settings);
  }

  void awaitServing() {
    process.untilServing();
    url = process.url("/livekit/token");
  }

  /** Where tokens are; of the process before, while none serves. */
  String url() {
    return url;
  }

  boolean isReady() {
    return Http.get(process.managementUrl("/observe/health/ready")).statusCode() == 200;
  }

  /** It is gone in the middle of whatever it does. */
  void kill() {
    process.close();
  }
}
