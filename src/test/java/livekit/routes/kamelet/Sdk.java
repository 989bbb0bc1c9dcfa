package livekit.routes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One of LiveKit's own libraries, as a program of {@code src/test/sdks} that signs or verifies a
 * token. {@code .ci/run} installs them and sets the variables.
 */
enum Sdk {
  /** Go, livekit/protocol: what livekit-server itself verifies with. */
  GO("LIVEKIT_SDK_GO", Set.of(), Set.of()),

  /** npm, livekit-server-sdk: its verifier hands over whatever was signed. */
  JAVASCRIPT("LIVEKIT_SDK_JAVASCRIPT", Set.of("kindDetails", "agent"), Set.of()),

  /** PyPI, livekit-api. */
  PYTHON("LIVEKIT_SDK_PYTHON", Set.of("kindDetails"), Set.of("kindDetails"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String variable;
  private final Set<String> cannotSign;
  private final Set<String> cannotRead;

  Sdk(String variable, Set<String> cannotSign, Set<String> cannotRead) {
    this.variable = variable;
    this.cannotSign = cannotSign;
    this.cannotRead = cannotRead;
  }

  /** The members that this library does not know where it signs. */
  Set<String> cannotSign() {
    return cannotSign;
  }

  /** The members that this library does not know where it verifies. */
  Set<String> cannotRead() {
    return cannotRead;
  }

  /** Skips a test without this library; fails it where {@code CONTRACT_REQUIRED=true}. */
  void require() {
    String how = variable + " is not set: .ci/run installs " + this + " and sets it";
    if ("true".equals(System.getenv("CONTRACT_REQUIRED"))) {
      assertThat(System.getenv(variable)).as(how).isNotBlank();
    }
    assumeTrue(System.getenv(variable) != null, how);
  }

  /** Runs the program once. */
  JsonNode run(Map<String, Object> request) throws IOException, InterruptedException {
    String installed = System.getenv(variable);
    ProcessBuilder builder =
        new ProcessBuilder(
            switch (this) {
              case GO -> List.of(installed);
              case JAVASCRIPT -> List.of("node", "src/test/sdks/javascript/tokens.cjs");
              case PYTHON -> List.of(installed, "src/test/sdks/python/tokens.py");
            });
    if (this == JAVASCRIPT) {
      builder.environment().put("NODE_PATH", installed);
    }
    // The secret is short, as that of livekit-server --dev is.
    builder.environment().put("PYTHONWARNINGS", "ignore");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(JSON.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream out = process.getInputStream()) {
      JsonNode answer = JSON.readTree(out.readAllBytes());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", this).isTrue();
      assertThat(answer).as("%s answers", this).isNotNull();
      return answer;
    }
  }
}
