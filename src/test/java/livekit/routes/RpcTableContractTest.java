package livekit.routes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import livekit.routes.kamelet.PlainApplication;
import livekit.routes.rpc.LiveKitErrorException;
import livekit.routes.rpc.Rpc;
import livekit.routes.rpc.RpcTable;
import livekit.routes.token.HmacJwt;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every RPC of the table, called by the Kamelet in a plain application, against a real
 * livekit-server: it lets each of them through, and refuses each without any one of its grants.
 * What it answered is in {@code target/rpc-table.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpcTableContractTest {
  private static final Path REPORT = Path.of("target/rpc-table.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "rpc-key";
  private static final String SECRET = "rpc-secret-of-at-least-32-bytes!!";

  /** livekit-server has no such service: LiveKit Cloud does. */
  private static final String CLOUD = "Connector";

  /** Fields without which an RPC is refused before its grants are looked at, or says nothing. */
  private static final Map<String, Object> REQUEST =
      Map.of(
          "room", "lobby",
          "identity", "ada",
          "destination_room", "hall",
          "destination_identity", "ada",
          "room_name", "nowhere");

  private static final Map<String, Map<String, Object>> REQUESTS =
      Map.ofEntries(
          entry("RoomService/CreateRoom", Map.of("name", "lobby")),
          entry("RoomService/ListRooms", Map.of()),
          entry("RoomService/DeleteRoom", Map.of("room", "another")),
          entry(
              "SIP/TransferSIPParticipant",
              Map.of("room_name", "lobby", "participant_identity", "ada")),
          entry(
              "AgentDispatchService/CreateDispatch",
              Map.of("room", "lobby", "agent_name", "helper")),
          entry(
              "Ingress/CreateIngress",
              Map.of("name", "in", "room_name", "lobby", "participant_identity", "in")),
          entry(
              "SIP/CreateSIPInboundTrunk",
              Map.of("trunk", Map.of("name", "in", "numbers", List.of("+15550100")))),
          entry(
              "SIP/CreateSIPOutboundTrunk",
              Map.of(
                  "trunk",
                  Map.of(
                      "name", "out", "address", "sip.example", "numbers", List.of("+15550101")))),
          entry(
              "SIP/CreateSIPDispatchRule",
              Map.of("rule", Map.of("dispatch_rule_direct", Map.of("room_name", "lobby")))));

  private LiveKitServer server;

  @BeforeAll
  void start() {
    LiveKitServer.require();
    server = LiveKitServer.start(KEY, SECRET);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Collection<Rpc> rpcs() {
    return RpcTable.bundled().all();
  }

  @Test
  void letsEveryRpcThrough() throws Exception {
    Map<Rpc, String> alone = new LinkedHashMap<>();
    Map<Rpc, String> withRedis = new LinkedHashMap<>();
    try (RedisServer redis = RedisServer.start();
        LiveKitServer second = LiveKitServer.startWithRedis(KEY, SECRET, redis.port())) {
      callAll(server, alone);
      callAll(second, withRedis);
    } finally {
      report(alone, withRedis);
    }
    assertThat(alone).hasSizeGreaterThan(50);
    assertThat(withRedis.values()).filteredOn("200"::equals).hasSizeGreaterThan(15);
  }

  private static void callAll(LiveKitServer livekit, Map<Rpc, String> answers) throws Exception {
    // Where it needs a worker, livekit-server waits for one for ten seconds and more.
    ExecutorService callers = Executors.newCachedThreadPool();
    try (PlainApplication application = PlainApplication.with(routes(livekit))) {
      Map<Rpc, Future<Exchange>> calls = new LinkedHashMap<>();
      application.sendTo("direct:RoomService/CreateRoom", Map.of("name", "lobby"));
      for (Rpc rpc : rpcs()) {
        calls.put(rpc, callers.submit(() -> application.sendTo("direct:" + rpc, request(rpc))));
      }
      for (Rpc rpc : calls.keySet()) {
        Exchange done = calls.get(rpc).get();
        answers.put(rpc, answer(done));
        assertLetThrough(rpc, done.getException());
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static void assertLetThrough(Rpc rpc, Exception failure) {
    if (failure == null) {
      return;
    }
    assertThat(failure).as("%s", rpc).isInstanceOf(LiveKitErrorException.class);
    LiveKitErrorException error = (LiveKitErrorException) failure;
    if (rpc.service().equals(CLOUD)) {
      assertThat(error.getStatus()).as("%s", rpc).isEqualTo(404);
      assertThat(error.getCode()).as("%s", rpc).isEqualTo("bad_route");
      return;
    }
    assertThat(error.getStatus()).as("%s", rpc).isNotIn(401, 403);
    assertThat(error.getCode())
        .as("%s", rpc)
        .isNotIn("unauthenticated", "permission_denied", "bad_route", "malformed");
  }

  @Test
  void refusesEachWithoutAnyOneOfItsGrants() throws Exception {
    for (Rpc rpc : rpcs()) {
      for (Rpc.Grant grant : rpc.grants()) {
        List<Rpc.Grant> others = rpc.grants().stream().filter(g -> !g.equals(grant)).toList();
        HttpResponse<String> answer = call(rpc, others);

        assertThat(answer.statusCode())
            .as("%s without %s: %s", rpc, grant, answer.body())
            .isEqualTo(rpc.service().equals(CLOUD) ? 404 : 401);
      }
    }
  }

  @Test
  void refusesARoomThatIsNotTheOneOfTheGrant() throws Exception {
    for (Rpc rpc : rpcs()) {
      Map<String, Object> other = new HashMap<>(request(rpc));
      for (Rpc.Grant grant : rpc.grants()) {
        other.computeIfPresent(grant.field(), (field, room) -> "another");
      }
      boolean names = !other.equals(request(rpc));
      HttpResponse<String> answer = names ? call(rpc, rpc.grants(), other) : null;

      assertThat(names ? answer.statusCode() : 401).as("%s", rpc).isEqualTo(401);
    }
  }

  private HttpResponse<String> call(Rpc rpc, List<Rpc.Grant> grants) throws Exception {
    return call(rpc, grants, request(rpc));
  }

  /** With a token for the request of the table, whatever request is sent. */
  private HttpResponse<String> call(Rpc rpc, List<Rpc.Grant> grants, Map<String, Object> request)
      throws Exception {
    Rpc fewer = new Rpc(rpc.service(), rpc.method(), grants, false);
    Map<String, Object> claims = new HashMap<>(fewer.claimsFor(JSON.valueToTree(request(rpc))));
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    return Http.post(
        server.url() + rpc.path(),
        "Bearer " + new HmacJwt(KEY, SECRET).sign(claims),
        JSON.writeValueAsString(request));
  }

  private static Map<String, Object> request(Rpc rpc) {
    return REQUESTS.getOrDefault(rpc.toString(), REQUEST);
  }

  private static String routes(LiveKitServer livekit) {
    return rpcs().stream()
        .map(
            rpc ->
                PlainApplication.route(
                    "direct:" + rpc,
                    "livekit-rpc-action",
                    Map.of(
                        "service",
                        rpc.service(),
                        "method",
                        rpc.method(),
                        "requestTimeout",
                        "60s",
                        "url",
                        livekit.url().toString(),
                        "apiKey",
                        KEY,
                        "apiSecret",
                        SECRET)))
        .collect(Collectors.joining());
  }

  private static String answer(Exchange done) {
    if (done.getException() instanceof LiveKitErrorException error) {
      String msg = error.getMsg().replace("|", "\\|");
      return error.getStatus() + " " + error.getCode() + (msg.isEmpty() ? "" : ": " + msg);
    }
    return done.getException() == null ? "200" : done.getException().toString();
  }

  private static String grants(Rpc rpc) {
    return rpc.grants().stream()
        .map(
            grant ->
                grant.claim()
                    + "."
                    + grant.name()
                    + (grant.field() == null ? "" : "=" + grant.field()))
        .collect(Collectors.joining(", "));
  }

  private static void report(Map<Rpc, String> alone, Map<Rpc, String> withRedis) throws Exception {
    StringBuilder table =
        new StringBuilder(
            "| RPC | Grants | What livekit-server answered | What it answered with Redis |\n"
                + "|---|---|---|---|\n");
    for (Rpc rpc : rpcs()) {
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(rpc, grants(rpc), alone.get(rpc), withRedis.get(rpc)));
    }
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, table);
    System.out.print(table);
  }
}
