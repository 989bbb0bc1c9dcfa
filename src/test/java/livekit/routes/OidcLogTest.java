package livekit.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import livekit.routes.tenant.oidc.OpenIdProvider;
import livekit.routes.tenant.oidc.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No part of an access token is in any line of the log, at any level that an operator can set. */
class OidcLogTest {
  private static final String BODY = TokenBody.body("");

  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Recorder recorder = new Recorder();

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      StringBuilder line =
          new StringBuilder(event.getLoggerName() + " " + event.getFormattedMessage());
      for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
        line.append(' ').append(t.getMessage());
      }
      lines.add(line.toString());
    }
  }

  @BeforeEach
  void record() {
    logback.reset();
    Logger root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.TRACE);
    // As in config/logback.xml.
    for (String silent : List.of("org.apache.hc", "io.netty", "io.vertx")) {
      logback.getLogger(silent).setLevel(Level.WARN);
    }
    recorder.setContext(logback);
    recorder.start();
    root.addAppender(recorder);
  }

  @AfterEach
  void restore() throws Exception {
    logback.reset();
    new ContextInitializer(logback).autoConfig();
  }

  @Test
  void hasNoPartOfAToken() throws Exception {
    try (RecordingLiveKit livekit = new RecordingLiveKit();
        OpenIdProvider provider = new OpenIdProvider()) {
      Map<String, String> settings = new HashMap<>(livekit.settings());
      settings.putAll(provider.settings());
      List<String> tokens =
          List.of(
              provider.token().signed(),
              provider.token().signedBy(TestKeys.ATTACKER),
              provider.token().claim("exp", 1).signed(),
              provider.token().claim("aud", "an-audience-of-the-caller").signed(),
              provider.token().claim("tenant", 5).signed(),
              provider.token().header("typ", "a-type-of-the-caller").signed(),
              provider.token().header("kid", "a-key-of-the-caller").signed(),
              provider.token().header("jku", "a url of the caller").signed(),
              provider.token().header("alg", "an-algorithm-of-the-caller").signedWith("RS256"));
      try (RunningGateway gateway = RunningGateway.with(settings)) {
        for (String token : tokens) {
          gateway.token("Bearer " + token, BODY);
          Http.post(gateway.url("/livekit/token?api_key=" + token), null, BODY);
        }
        provider.goDown();
      }
      assertThat(recorder.lines)
          .anyMatch(line -> line.endsWith("An access token is refused: Expired JWT"))
          .anyMatch(line -> line.startsWith("org.apache.camel."));
      for (String token : tokens) {
        for (String part : token.split("\\.")) {
          assertThat(recorder.lines).noneMatch(line -> line.contains(part));
        }
      }
      assertThat(recorder.lines)
          .noneMatch(line -> line.contains("of-the-caller") || line.contains("of the caller"));
    }
  }
}
