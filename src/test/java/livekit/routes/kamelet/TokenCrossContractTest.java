package livekit.routes.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import livekit.routes.rpc.Rpc;
import livekit.routes.rpc.RpcTable;
import livekit.routes.settings.LiveKitConnection;
import livekit.routes.settings.LiveKitSettings;
import livekit.routes.token.ClaimSet;
import livekit.routes.token.InvalidTokenException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our tokens verified by LiveKit's own libraries and theirs by us, every claim compared; the tables
 * of claims and of RPCs held against LiveKit's protocol. The matrix is in {@code
 * target/token-matrix.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenCrossContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path REPORT = Path.of("target/token-matrix.md");
  private static final String KEY = "cross-key";
  private static final String SECRET = "short, ünd {{x}}";
  private static final int TTL = 600;

  /** These are true for LiveKit where they are absent, and livekit-api writes and reads them so. */
  private static final Set<String> TRUE_IN_PYTHON =
      Set.of("video.canPublish", "video.canSubscribe", "video.canPublishData");

  /** What a library writes or shows for a member that was not set. */
  private static final List<Object> NOTHING = List.of(false, "", List.of(), Map.of(), "standard");

  private static final Set<Object> DEFAULTS =
      Set.of(false, 0, "", List.of(), Map.of(), "JRP_ON_FAILURE");

  /** One row a member, one column a library and direction. */
  private final Map<String, Map<String, String>> matrix = new TreeMap<>();

  private final Set<String> columns = new TreeSet<>();
  private PlainApplication application;

  @BeforeAll
  void start() throws Exception {
    URI unused = URI.create("http://livekit.invalid");
    LiveKitSettings livekit = new LiveKitSettings(unused, unused, KEY, SECRET);
    Map<String, Object> beans =
        Map.of("keys", Map.of(KEY, SECRET), "livekit", LiveKitConnection.of(Optional.of(livekit)));
    application =
        PlainApplication.with(
            PlainApplication.route("direct:sign", "livekit-token-action", Map.of())
                + PlainApplication.route(
                    "direct:verify", "livekit-token-verify-action", Map.of("keys", "#keys")),
            beans);
  }

  @AfterAll
  void stop() throws Exception {
    if (application != null) {
      application.close();
    }
    if (!matrix.isEmpty()) {
      report();
    }
  }

  /** Everything; every switch off; nothing but a room. */
  private static List<Map<String, Object>> cases() {
    Map<String, Object> off = new HashMap<>();
    TokenActionTest.ALL.forEach(
        (name, value) -> {
          if (value.equals("true") || value.equals("false")) {
            off.put(name, value.equals("true") ? "false" : "true");
          }
        });
    off.put("roomJoin", "true");
    off.put("identity", "é");
    off.put("room", "'null'");
    return List.of(
        new HashMap<>(TokenActionTest.ALL),
        off,
        Map.of("roomJoin", "true", "identity", "ada", "room", "lobby"),
        Map.of("sha256", "hash"));
  }

  @ParameterizedTest
  @EnumSource
  void readsOurTokenAsWeMeantIt(Sdk sdk) throws Exception {
    sdk.require();
    for (Map<String, Object> members : cases()) {
      long now = Instant.now().getEpochSecond();
      String token = sign(members);
      Map<String, Object> ours = verified(token);
      JsonNode answer = sdk.run(verify(token, SECRET));

      assertThat(answer.path("error").asText()).isEmpty();
      JsonNode theirs = answer.path("claims");
      compare("ours, read by " + sdk, sdk.cannotRead(), ours, theirs, sdk);
      assertThat(texts(answer.path("unknown"))).isEqualTo(sdk.cannotRead());
      assertThat((int) ours.get("exp")).isBetween((int) now + TTL, (int) now + TTL + 30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesATokenThatWeReadAsItWasMeant(Sdk sdk) throws Exception {
    sdk.require();
    for (Map<String, Object> members : cases()) {
      Map<String, Object> meant = verified(sign(members));
      meant.keySet().removeAll(Set.of("iss", "nbf", "iat", "exp"));
      long now = Instant.now().getEpochSecond();
      JsonNode answer =
          sdk.run(Map.of("op", "sign", "key", KEY, "secret", SECRET, "ttl", TTL, "claims", meant));
      assertThat(answer.path("error").asText()).isEmpty();
      Map<String, Object> theirs = verified(answer.path("token").asText());

      compare("by " + sdk + ", read by us", sdk.cannotSign(), meant, JSON.valueToTree(theirs), sdk);
      assertThat(theirs).containsEntry("iss", KEY);
      assertThat((int) theirs.get("exp")).isBetween((int) now + TTL, (int) now + TTL + 30);
      assertThat((int) theirs.get("nbf")).isBetween((int) now - 1, (int) now + 30);
      for (String registered : List.of("iss", "exp", "nbf", "iat")) {
        note(
            registered,
            "by " + sdk + ", read by us",
            theirs.containsKey(registered) ? "same" : "not written");
      }
      Set<String> unknown = new TreeSet<>(sdk.cannotSign());
      unknown.retainAll(meant.keySet());
      assertThat(texts(answer.path("unknown"))).isEqualTo(unknown);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesOurTokenWithAnotherSecretAndWeTheirs(Sdk sdk) throws Exception {
    sdk.require();
    Map<String, Object> join = Map.of("roomJoin", "true", "identity", "ada", "room", "lobby");
    assertThat(sdk.run(verify(sign(join), SECRET + "x")).path("error").asText()).isNotEmpty();

    String theirs =
        sdk.run(
                Map.of(
                    "op",
                    "sign",
                    "key",
                    KEY,
                    "secret",
                    SECRET + "x",
                    "ttl",
                    TTL,
                    "claims",
                    Map.of("sub", "ada")))
            .path("token")
            .asText();
    assertThat(application.sendTo("direct:verify", theirs).getException())
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void theTableOfClaimsIsThatOfLiveKitsProtocol() throws Exception {
    Sdk.GO.require();
    Map<String, String> members = new TreeMap<>();
    for (JsonNode member : Sdk.GO.run(Map.of("op", "members")).path("members")) {
      String[] words = member.asText().split(" ", 2);
      members.put(words[0].equals("identity") ? "sub" : words[0], words[1]);
    }
    Map<String, Object> off = new HashMap<>();
    ClaimSet.members().stream()
        .filter(name -> TokenActionTest.ALL.get(name).matches("true|false"))
        .forEach(name -> off.put(name, "false"));
    Map<String, Object> triStates = new TreeMap<>(flat(verified(sign(off))));
    triStates.keySet().removeAll(Set.of("iss", "nbf", "iat", "exp"));

    assertThat(flat(TokenActionTest.ALL_CLAIMS).keySet()).isEqualTo(members.keySet());
    assertThat(triStates.keySet())
        .isEqualTo(
            members.keySet().stream()
                .filter(name -> members.get(name).equals("*bool"))
                .collect(Collectors.toSet()));
  }

  @Test
  void theTableOfRpcsIsThatOfLiveKitsProtocol() throws Exception {
    Sdk.GO.require();

    assertThat(RpcTable.bundled().all().stream().map(Rpc::toString).collect(Collectors.toSet()))
        .isEqualTo(texts(Sdk.GO.run(Map.of("op", "rpcs")).path("rpcs")));
  }

  /** Each member that was meant is there, and what is there beyond it says nothing. */
  private void compare(
      String column, Set<String> unknown, Map<String, Object> meant, JsonNode found, Sdk sdk) {
    columns.add(column);
    Map<String, Object> theirs = flat(JSON.convertValue(found, Map.class));
    flat(meant)
        .forEach(
            (member, value) -> {
              boolean known = !unknown.contains(member.split("\\.")[0]);
              boolean registered = Set.of("iss", "nbf", "iat", "exp").contains(member);
              if (!known) {
                note(member, column, "not known");
              } else if (!registered || sdk != Sdk.PYTHON) {
                assertThat(theirs).as(column).containsEntry(member, value);
                note(member, column, "same");
              } else {
                note(member, column, "checked, not shown");
              }
            });
    Map<String, Object> more = new TreeMap<>(theirs);
    more.keySet().removeAll(flat(meant).keySet());
    more.keySet().removeAll(Set.of("iss", "nbf", "iat", "exp"));
    more.forEach(
        (member, value) -> {
          if (member.equals("identity")) {
            // The Go library writes it a second time.
            assertThat(value).isEqualTo(theirs.get("sub"));
            return;
          }
          boolean byDefault = sdk == Sdk.PYTHON && TRUE_IN_PYTHON.contains(member);
          assertThat(value).as("%s, %s", column, member).isIn(byDefault ? List.of(true) : NOTHING);
        });
  }

  private void note(String member, String column, String cell) {
    matrix.computeIfAbsent(member, name -> new TreeMap<>()).put(column, cell);
  }

  /** The members of grants each by itself; the other objects as they are. */
  private static Map<String, Object> flat(Map<?, ?> claims) {
    Map<String, Object> flat = new TreeMap<>();
    claims.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> grant
              && !Set.of("attributes", "roomConfig").contains(name)) {
            grant.forEach((member, its) -> flat.put(name + "." + member, its));
          } else if (value != null) {
            flat.put((String) name, name.equals("roomConfig") ? withoutDefaults(value) : value);
          }
        });
    return flat;
  }

  /** The npm library writes out what protobuf leaves out. */
  private static Object withoutDefaults(Object message) {
    if (message instanceof List<?> list) {
      return list.stream().map(TokenCrossContractTest::withoutDefaults).toList();
    }
    if (!(message instanceof Map<?, ?> members)) {
      return message;
    }
    Map<Object, Object> set = new HashMap<>();
    members.forEach(
        (name, value) -> {
          if (!DEFAULTS.contains(value)) {
            set.put(name, withoutDefaults(value));
          }
        });
    return set;
  }

  private String sign(Map<String, Object> members) {
    Map<String, Object> variables = new HashMap<>();
    members.forEach((name, value) -> variables.put("token." + name, value));
    variables.put("token.ttl", TTL);
    Exchange done = application.send("direct:sign", "", Map.of(), variables);
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(String.class);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> verified(String token) {
    Exchange done = application.sendTo("direct:verify", token);
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(Map.class);
  }

  private static Map<String, Object> verify(String token, String secret) {
    return Map.of("op", "verify", "key", KEY, "secret", secret, "token", token);
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private void report() throws Exception {
    StringBuilder table =
        new StringBuilder("| Member | " + String.join(" | ", columns) + " |\n|---|");
    columns.forEach(column -> table.append("---|"));
    matrix.forEach(
        (member, cells) -> {
          table.append("\n| ").append(member).append(" |");
          columns.forEach(
              column -> table.append(' ').append(cells.getOrDefault(column, "")).append(" |"));
        });
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, table.append('\n'));
    System.out.print(table);
  }
}
