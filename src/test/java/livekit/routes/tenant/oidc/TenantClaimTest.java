package livekit.routes.tenant.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import livekit.routes.api.StrictJson;
import livekit.routes.settings.OidcSettings;
import livekit.routes.tenant.InvalidCredentialsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantClaimTest {
  @Test
  void readsAClaimByItsName() {
    assertThat(read("tenant", "{\"tenant\":\"acme\"}")).isEqualTo("acme");
    assertThat(read("tenant", "{\"tenant\":\"Ünï 数学 😀\"}")).isEqualTo("Ünï 数学 😀");
    assertThat(read("tenant", "{\"tenant\":\"null\"}")).isEqualTo("null");
    assertThat(read("tenant", "{\"tenant\":\"5\"}")).isEqualTo("5");
  }

  @Test
  void followsDotsIntoObjects() {
    assertThat(read("org.id", "{\"org\":{\"id\":\"acme\"}}")).isEqualTo("acme");
    assertThat(read("a.b.c", "{\"a\":{\"b\":{\"c\":\"acme\"}}}")).isEqualTo("acme");
  }

  @Test
  void takesAClaimThatHasTheDotsInItsName() {
    String name = "https://acme.example/tenant";
    assertThat(read(name, "{\"" + name + "\":\"acme\"}")).isEqualTo("acme");
    assertThat(read("org.id", "{\"org\":{\"id\":\"inner\"},\"org.id\":\"whole\"}"))
        .isEqualTo("whole");
  }

  @Test
  void findsAnObjectThatHasDotsInItsName() {
    assertThat(
            read("https://acme.example/org.id", "{\"https://acme.example/org\":{\"id\":\"acme\"}}"))
        .isEqualTo("acme");
    assertThat(read("a.b.c", "{\"a\":{\"b.c\":\"acme\"}}")).isEqualTo("acme");
  }

  @Test
  void looksNoFurtherThanTheLongestNameThatIsThere() {
    refuses("org.id", "{\"org\":{\"id\":\"inner\"},\"org.id\":null}");
    refuses("a.b.c", "{\"a.b\":{},\"a\":{\"b\":{\"c\":\"acme\"}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tenant\":null}",
        "{\"tenant\":5}",
        "{\"tenant\":1.5}",
        "{\"tenant\":true}",
        "{\"tenant\":[]}",
        "{\"tenant\":[\"acme\"]}",
        "{\"tenant\":{}}",
        "{\"tenant\":{\"tenant\":\"acme\"}}",
        "{\"Tenant\":\"acme\"}",
        "{\"tenant\":\"\"}",
        "{\"tenant\":\" \\t \"}",
        "{\"tenant\":\"\\u00a0\\u2003\"}",
        "{\"tenant\":\"ac\\u0000me\"}",
        "{\"tenant\":\"acme\\n\"}",
        "{\"tenant\":\"ac\\u007fme\"}",
        "{\"tenant\":\"ac\\u0085me\"}",
        "{\"tenant\":\"\\ud800\"}",
        "{\"tenant\":\"acme\\udc00\"}"
      })
  void refusesWhatIsNoId(String claims) {
    refuses("tenant", claims);
    refuses("org.id", "{\"org\":" + claims.replace("tenant", "id") + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"org\":\"acme\"}", "{\"org\":[\"acme\"]}", "{\"org\":null}", "{}"})
  void refusesAPathThatLeadsNowhere(String claims) {
    refuses("org.id", claims);
    refuses("org.0", claims);
  }

  @Test
  void takesNoNumberForTheSubject() {
    // nimbus makes a text of it.
    refuses("sub", "{\"sub\":5}");
  }

  @Test
  void doesNotLetThePrefixStandForAnId() {
    assertThat(in("tenant", "oidc:", "{\"tenant\":\"acme\"}")).isEqualTo("oidc:acme");
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> in("tenant", "oidc:", "{\"tenant\":\" \"}"));
  }

  private static void refuses(String path, String claims) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> read(path, claims));
  }

  private static String read(String path, String claims) {
    return in(path, null, claims);
  }

  private static String in(String path, String prefix, String claims) {
    OidcSettings settings =
        new OidcSettings(
            "https://p.example", "aud", path, Optional.empty(), Optional.ofNullable(prefix));
    try {
      return new TenantClaim(settings).in(StrictJson.mapper().readTree(claims)).id();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
