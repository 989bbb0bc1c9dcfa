package livekit.routes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * What the program logs with {@code LOG_LEVEL=TRACE}: the levels of single loggers are those of
 * {@code config/logback.xml}. Stack traces are captured too, although that file leaves them out.
 */
final class CapturedLog implements AutoCloseable {
  private static final Pattern LOGGER =
      Pattern.compile("<logger name=\"([^\"]+)\" level=\"([A-Z]+)\"/>");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Map<Logger, Level> before = new HashMap<>();
  private final List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
  private final Recorder recorder = new Recorder();

  CapturedLog() {
    for (Logger logger : context.getLoggerList()) {
      setLevel(logger, logger == root ? Level.TRACE : null);
    }
    Matcher loggers = LOGGER.matcher(read());
    while (loggers.find()) {
      setLevel(context.getLogger(loggers.group(1)), Level.toLevel(loggers.group(2)));
    }
    for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
      appenders.add(all.next());
    }
    appenders.forEach(root::detachAppender);
    recorder.setContext(context);
    recorder.start();
    root.addAppender(recorder);
  }

  /** The lines of a level and those above it, of the loggers under a name. */
  List<String> of(Level level, String logger) {
    return recorder.events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(level))
        .filter(event -> event.getLoggerName().startsWith(logger))
        .map(CapturedLog::text)
        .toList();
  }

  /** Lines with something of this pattern in their message, thread name or stack trace. */
  static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asPredicate();
  }

  @Override
  public void close() {
    root.detachAppender(recorder);
    appenders.forEach(root::addAppender);
    before.forEach(Logger::setLevel);
  }

  private void setLevel(Logger logger, Level level) {
    before.putIfAbsent(logger, logger.getLevel());
    logger.setLevel(level);
  }

  private static String text(ILoggingEvent event) {
    String line =
        "%s %s [%s] - %s"
            .formatted(
                event.getLevel(),
                event.getLoggerName(),
                event.getThreadName(),
                event.getFormattedMessage());
    return event.getThrowableProxy() == null
        ? line
        : line + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  private static String read() {
    try {
      return Files.readString(Path.of("config/logback.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renders each event at once: its arguments may change later. */
  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      events.add(event);
    }
  }
}
