package livekit.routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livekit.routes.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiSecretsTest {
  @Test
  void readsIdsAndSecretsAsTheyAre() {
    assertThat(
            parse(
                """
                [ {"id": "acme", "secret": "{{x}} }} # % ? ' \\" ä€"},
                  {"secret": "s", "id": " umlaut ü "} ]
                """))
        .containsExactly(
            new TenantSecret("acme", "{{x}} }} # % ? ' \" ä€"),
            new TenantSecret(" umlaut ü ", "s"));
  }

  @Test
  void leavesOutWhiteSpaceAtTheEndsOfASecret() {
    assertThat(parse("\uFEFF[{\"id\":\"a\",\"secret\":\"\\uFEFF of a script\\r\\n\"}]\n"))
        .containsExactly(new TenantSecret("a", "of a script"));
  }

  @Test
  void takesSeveralSecretsOfOneTenant() {
    assertThat(parse("[{\"id\":\"a\",\"secret\":\"1\"},{\"id\":\"a\",\"secret\":\"2\"}]"))
        .containsExactly(new TenantSecret("a", "1"), new TenantSecret("a", "2"));
  }

  @Test
  void keepsABlankId() {
    assertThat(parse("[{\"id\":\"\",\"secret\":\"1\"},{\"id\":\" \",\"secret\":\"2\"}]"))
        .containsExactly(new TenantSecret("", "1"), new TenantSecret(" ", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                         | expected a list with at least one entry",
        "{}                                         | expected a list with at least one entry",
        "null                                       | expected a list with at least one entry",
        "`\"s3cret\"`                               | expected a list with at least one entry",
        "{\"id\":\"a\",\"secret\":\"s3cret\"}       | expected a list with at least one entry",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"}      | is not JSON",
        "[{\"id\":\"a\",\"secret\":s3cret}]         | at line 1, column",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"}] x   | text after it",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"}] []  | text after it",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"},]    | is not JSON",
        "[{\"id\":\"a\",\"id\":\"b\",\"secret\":\"s3cret\"}] | a member twice",
        "[\"s3cret\"]                               | entry 1 is not an object",
        "[{\"id\":\"a\",\"secret\":\"x\"},null]     | entry 2 is not an object",
        "[[\"a\",\"s3cret\"]]                       | entry 1 is not an object",
        "[{\"id\":\"a\"}]                           | entry 1 has no \"secret\" or \"secret_sha256\"",
        "[{\"secret\":\"s3cret\"}]                  | entry 1 has no \"id\"",
        "[{\"id\":\"a\",\"secret\":5}]              | \"secret\" that is not a text",
        "[{\"id\":\"a\",\"secret\":null}]           | \"secret\" that is not a text",
        "[{\"id\":\"a\",\"secret\":{\"v\":\"s3cret\"}}] | \"secret\" that is not a text",
        "[{\"id\":5,\"secret\":\"s3cret\"}]         | \"id\" that is not a text",
        "[{\"id\":null,\"secret\":\"s3cret\"}]      | \"id\" that is not a text",
        "[{\"id\":true,\"secret\":\"s3cret\"}]      | \"id\" that is not a text",
        "[{\"id\":\"a\",\"secret\":\"\"}]           | entry 1 has a blank \"secret\"",
        "[{\"id\":\"a\",\"secret\":\" \"}]          | entry 1 has a blank \"secret\"",
        "[{\"id\":\"a\",\"secret\":\"\\uFEFF\\n\"}]  | entry 1 has a blank \"secret\"",
        "[{\"id\":\"a\",\"secret\":\"s3cret\\nx\"}]  | entry 1 has a \"secret\" that is not one line",
        "[{\"id\":\"a\",\"secret\":\"s3cret\\u0000\"}] | entry 1 has a \"secret\" that is not one line",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"},{\"id\":\"b\",\"secret\":\"s3cret\\n\"}]"
            + " | entry 2 has the same secret as entry 1",
        "[{\"s3cret\":\"a\",\"id\":\"b\"}]          | a member that is not \"id\", \"secret\"",
        "[{\"id\":\"a\",\"secret\":\"s3cret\",\"Id\":\"b\"}] | a member that is not",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"},{\"id\":\"b\",\"secret\":\"s3cret\"}]"
            + " | entry 2 has the same secret as entry 1",
        "[{\"id\":\"a\",\"secret\":\"s3cret\"},{\"id\":\"a\",\"secret\":\"s3cret\"}]"
            + " | entry 2 has the same secret as entry 1",
      })
  void refusesAnotherListWithoutQuotingIt(String json, String reason) {
    assertThat(refusal(json))
        .startsWith("AUTH_API_SECRETS_JSON: ")
        .contains(reason)
        .doesNotContain("s3cret", "\n");
  }

  @Test
  void refusesAListThatIsTooDeep() {
    assertThat(refusal("[".repeat(100_000))).contains("is not JSON");
  }

  @Test
  @Timeout(60)
  void readsAHundredThousandTenantsQuickly() {
    String json =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "{\"id\":\"tenant-" + i + "\",\"secret\":\"secret-of-" + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    // It takes some 0.2 s; a search through the list for each entry takes minutes.
    assertThat(CpuTime.of(() -> assertThat(parse(json)).hasSize(100_000)))
        .isLessThan(Duration.ofSeconds(5));
  }

  private static List<TenantSecret> parse(String json) {
    return Given.secret("AUTH_API_SECRETS_JSON", json).settings().auth().secrets();
  }

  private static String refusal(String json) {
    return catchThrowableOfType(SettingException.class, () -> parse(json)).getMessage();
  }
}
