package livekit.routes;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import livekit.routes.flow.LoadFailure;
import livekit.routes.flow.RouteDirectories;
import livekit.routes.flow.RouteError;
import livekit.routes.flow.RouteFiles;
import livekit.routes.flow.RoutesRefusedException;
import livekit.routes.flow.RoutesWatch;
import livekit.routes.flow.SchemaCheck;
import livekit.routes.settings.SettingException;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which set of routes serves. A new set takes its place in one step once it has started; one that
 * cannot start changes nothing but the log and what {@link #state} says.
 */
final class RouteSets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("livekit.routes");

  private final RouteSetLoader loader;
  private final RetiredSets retired = new RetiredSets();
  private volatile RouteSet serving;
  private volatile String refused = "";
  private RoutesWatch watch;
  private SchemaCheck schema;

  RouteSets(RouteSetLoader loader) {
    this.loader = loader;
  }

  /**
   * Serves the first set.
   *
   * @throws IOException a directory or a file cannot be read
   * @throws RoutesRefusedException something is wrong with the routes
   * @throws SettingException there is none
   */
  void start(RouteDirectories directories) throws IOException {
    RouteSet first = loader.load(directories.read());
    serving = first;
    first.serve();
    try {
      first.startConsumers();
    } catch (Exception e) {
      throw LoadFailure.refusal(e, first.context(), first.files());
    }
    warn(first);
  }

  /** Serves what changes in the directories from now on. */
  void watch(RouteDirectories directories) {
    watch = RoutesWatch.start(directories, serving.files(), this::prepare, this::replace);
  }

  /** The context of the set that serves. */
  CamelContext context() {
    return serving.context();
  }

  /** Whether the first set serves. */
  boolean started() {
    return serving != null;
  }

  /** What operators want to know of it, in one line. */
  String state() {
    String state = "serving version of " + serving.version();
    return refused.isEmpty() ? state : state + ", newer version refused: " + refused;
  }

  /** Lets go of whatever was loaded beside the set that serves, and has stopped. */
  synchronized void forgetOthers() {
    LastContext.set(serving.context());
  }

  /** Ahead of the first change, which shall be as fast as the others. */
  private synchronized void prepare() {
    RouteFiles files = serving.files();
    try {
      schema().check(files, files.names());
    } catch (RoutesRefusedException e) {
      LOG.warn("{}; it is served all the same, since Camel takes it", e.errors().get(0));
    }
  }

  /** Serves these from now on, or logs what is wrong with them. */
  synchronized void replace(RouteFiles files) {
    RouteSet before = serving;
    if (files.equals(before.files())) {
      LOG.info("The routes are again those that are served, of {}", before.version());
      refused = "";
      return;
    }
    try {
      schema().check(files, files.changedSince(before.files()));
      swap(before, loader.load(files));
      refused = "";
      LOG.info(
          "Serving the routes of {}; changed: {}",
          serving.version(),
          String.join(", ", files.changedSince(before.files())));
      warn(serving);
    } catch (RoutesRefusedException e) {
      refuse(e.errors());
    } catch (SettingException e) {
      refuse(List.of(new RouteError("", 0, e.getMessage())));
    }
  }

  private static void warn(RouteSet set) {
    set.warnings().forEach(warning -> LOG.warn("{}", warning));
  }

  private SchemaCheck schema() {
    if (schema == null) {
      schema = new SchemaCheck();
    }
    return schema;
  }

  private void refuse(List<RouteError> errors) {
    forgetOthers();
    errors.forEach(error -> LOG.error("{}; the routes stay those of {}", error, serving.version()));
    refused = errors.stream().map(RouteError::toString).collect(Collectors.joining("; "));
  }

  private void swap(RouteSet before, RouteSet next) {
    show(next);
    try {
      before.stopConsumers();
      next.startConsumers();
    } catch (Exception e) {
      show(before);
      retired.add(next);
      restart(before);
      throw LoadFailure.refusal(e, next.context(), next.files());
    }
    retired.add(before);
  }

  private void show(RouteSet set) {
    serving = set;
    set.serve();
  }

  private static void restart(RouteSet before) {
    try {
      before.startConsumers();
    } catch (Exception e) {
      LOG.error("A consumer of the routes of {} did not start again", before.version());
    }
  }

  /** Stops every set; what is under way has until Camel's shutdown timeout. */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    RouteSet last = serving;
    if (last != null) {
      last.stop();
    }
    retired.close();
  }
}
