package livekit.routes;

import static livekit.routes.ErrorTable.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import livekit.routes.kamelet.PlainApplication;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A team's own HTTP route gets of a request what Camel's own platform-http gives it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormPostEdgeTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=XX";
  private static final String FIELD = part("name=\"team\"", "blue");
  private static final String FILE =
      part("name=\"file\"; filename=\"a\"", "of a caller") + "--XX--\r\n";
  private static final String ROUTES =
      """
      - route:
          id: show-request
          streamCache: "false"
          from:
            uri: platform-http:/own/{id}
            steps:
              - bean: {ref: seen}
      - route:
          id: show-stored
          from:
            uri: platform-http:/slow
            steps:
              - bean: {ref: slow}
      """;

  private final Slow slow = new Slow();
  private RunningGateway gateway;
  private PlainApplication plain;
  private String plainUrl;
  private Path uploads;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    EditedRoutes routes = EditedRoutes.at(directory.resolve("routes"));
    routes.replace("show-request", ROUTES);
    Map<String, Object> beans = Map.of("seen", new Seen(), "slow", slow);
    gateway = RunningGateway.replacing(routes.settings(Map.of()), beans);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    plain = PlainApplication.serving(port, ROUTES, beans);
    plainUrl = "http://127.0.0.1:" + port;
    slow.begin();
    slow.go.complete(null);
    send(gateway.url(""), List.of("POST", "/slow", MULTIPART, FILE));
    uploads = slow.file.getParent();
  }

  @AfterAll
  void stop() {
    plain.close();
    gateway.close();
    assertThat(uploads).doesNotExist();
  }

  static List<List<String>> requests() {
    String file = part("name=\"file\"; filename=\"a.txt\"", "of a caller");
    String big = part("name=\"big\"; filename=\"b.bin\"", "x".repeat(20_000));
    return List.of(
        List.of("POST", "/own/7", FORM, "team=blue&note=two+words&team=%C3%A4&CamelHttpUri=evil"),
        List.of("PUT", "/own/7?team=red&q=1", FORM, "team=blue&Team=green&id=8"),
        List.of("PATCH", "/own/7", FORM + "; charset=UTF-8", "team=%E2%82%AC"),
        List.of("DELETE", "/own/7", FORM, "team=blue"),
        List.of("POST", "/own/7", FORM, ""),
        List.of("POST", "/own/7?q=1", MULTIPART, FIELD + file + "--XX--\r\n"),
        List.of("POST", "/own/7", MULTIPART, file + big + FIELD + FIELD + "--XX--\r\n"),
        List.of("PUT", "/own/7", MULTIPART, FIELD + "--XX--\r\n"),
        List.of("POST", "/own/7", "multipart/mixed; boundary=XX", file + "--XX--\r\n"),
        List.of("POST", "/own/7?q=1", "text/plain; charset=iso-8859-1", "the body"),
        List.of("POST", "/own/7", "application/json", "{\"team\":\"blue\"}"),
        List.of("POST", "/own/7", "", ""),
        List.of("GET", "/own/7?q=1&q=2", "", ""),
        List.of("POST", "/own/7", MULTIPART, "team=blue"),
        List.of("POST", "/own/7", "multipart/form-data", "team=blue"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isWhatCamelsOwnServerGives(List<String> request) {
    HttpResponse<String> ours = send(gateway.url(""), request);
    HttpResponse<String> camels = send(plainUrl, request);
    assertThat(ours.statusCode()).isEqualTo(200);
    assertThat(ours.body()).isEqualTo(camels.body());
    assertThat(names(ours)).isEqualTo(names(camels));
  }

  /** So that the comparison compares something. */
  @Test
  void hasFieldsAsHeadersAndBodyAndFilesAsAttachments() {
    String form = send(gateway.url(""), requests().get(0)).body();
    assertThat(form)
        .contains("header team = [blue, ä]", "header note = two words")
        .contains("body HashMap = {note=two words, team=[blue, ä]}")
        .doesNotContain("evil");
    String multipart = send(gateway.url(""), requests().get(5)).body();
    assertThat(multipart)
        .contains("header team = blue", "header q = 1", "header CamelFileName = a.txt")
        .contains("body File = of a caller")
        .contains("attachment file = a.txt text/plain of a caller");
  }

  @Test
  void hasNoDirectoryInTheNameOfAFile() {
    for (String name : List.of("../../etc/evil", "C:\\\\etc\\\\evil", "/evil")) {
      String body = part("name=\"file\"; filename=\"" + name + "\"", "evil") + "--XX--\r\n";
      assertThat(send(gateway.url(""), List.of("POST", "/own/7", MULTIPART, body)).body())
          .containsPattern("header CamelFileName = [^/\\\\\n]*evil\n");
    }
  }

  @Test
  void takesFieldsUpToTheBoundOfTheBody() {
    String field = "team=" + "x".repeat(60_000);
    assertThat(send(gateway.url(""), List.of("POST", "/own/7", FORM, field)).body())
        .contains("header " + field.replace("=", " = "));
    String large = "team=" + "x".repeat(64 * 1024);
    assertProblem(
        send(gateway.url(""), List.of("POST", "/own/7", FORM, large)), "request_too_large");
    String file = part("name=\"file\"; filename=\"a\"", "x".repeat(64 * 1024)) + "--XX--\r\n";
    assertProblem(
        send(gateway.url(""), List.of("POST", "/own/7", MULTIPART, file)), "request_too_large");
    assertNothingIsStored();
  }

  @Test
  void isNoFailureOfOursWhereItCannotBeRead() {
    String half = part("name=\"file\"; filename=\"a\"", "of a caller");
    for (List<String> request :
        List.of(
            List.of("GET", "/own/7", FORM, "team=blue"),
            List.of("POST", "/own/7", FORM, "team=%zz&q=1"),
            List.of("POST", "/own/7", MULTIPART, half.substring(0, half.length() - 5)))) {
      assertProblem(
          send(gateway.url(""), request), "invalid_request", "The request cannot be read.");
    }
    assertNothingIsStored();
  }

  @Test
  void hasABoundOnItsParts() {
    String file = part("name=\"file\"; filename=\"a\"", "x");
    List<String> request = List.of("POST", "/own/7", MULTIPART, file.repeat(300) + "--XX--\r\n");
    assertProblem(send(gateway.url(""), request), "invalid_request", "The request cannot be read.");
    assertNothingIsStored();
  }

  @Test
  void keepsAFileUntilTheRouteHasEnded() throws IOException {
    slow.begin();
    try (RawHttp http = new RawHttp(gateway)) {
      http.send("POST /slow HTTP/1.1\nHost: x\nContent-Type: " + MULTIPART + "\nContent-Length: ")
          .send(FILE.length() + "\n\n" + FILE);
      slow.stored.join();
    }
    assertThat(stored()).hasSize(1);
    slow.go.complete(null);
    assertThat(slow.content.join()).isEqualTo("of a caller");
    assertNothingIsStored();
  }

  /** So an anonymous caller has nothing stored where no route takes it. */
  @Test
  void isNeverStoredForOurOwnRoutes() throws Exception {
    try (WatchService watch = uploads.getFileSystem().newWatchService()) {
      uploads.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      for (String path : List.of("/livekit/rooms/lobby", "/livekit/token", "/livekit/webhook")) {
        for (String method : List.of("GET", "DELETE", "POST", "PATCH")) {
          send(gateway.url(""), List.of(method, path, MULTIPART, FILE));
        }
      }
      send(gateway.url(""), List.of("POST", "/own/7", MULTIPART, FILE));
      // In the order in which they were made, so this one is the only one.
      assertThat(watch.poll(10, TimeUnit.SECONDS).pollEvents()).hasSize(1);
    }
  }

  @Test
  void is503WhileTheRouteIsSuspended() throws Exception {
    gateway.context().getRouteController().suspendRoute("show-request");
    try {
      assertProblem(
          send(gateway.url(""), requests().get(0)),
          503,
          "overloaded",
          "The service cannot take the request now.");
    } finally {
      gateway.context().getRouteController().resumeRoute("show-request");
    }
  }

  private void assertNothingIsStored() {
    await().untilAsserted(() -> assertThat(stored()).isEmpty());
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(uploads)) {
      return files.toList();
    }
  }

  private static String part(String disposition, String content) {
    return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  /** Ours are never kept by a cache, and have a length. */
  private static Set<String> names(HttpResponse<String> answer) {
    Set<String> names = new TreeSet<>(answer.headers().map().keySet());
    names.removeAll(List.of("cache-control", "content-length", "transfer-encoding"));
    return names;
  }

  private static HttpResponse<String> send(String url, List<String> request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + request.get(1)))
            .header("X-Team", "blue")
            .method(
                request.get(0),
                request.get(2).isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.get(3)));
    if (!request.get(2).isEmpty()) {
      builder.header("Content-Type", request.get(2));
    }
    return Http.send(builder);
  }

  /** Answers what a route sees of a request. */
  public static final class Seen {
    public String tell(Exchange exchange) throws IOException {
      AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
      StringBuilder seen = new StringBuilder();
      new TreeMap<>(message.getHeaders())
          .forEach(
              (name, value) -> {
                boolean varies = name.matches("(?i)Camel(HttpUrl|FilePath|Vertx.*)|host");
                seen.append("header " + name + " = " + (varies ? "any" : value) + "\n");
              });
      Object body = message.getBody();
      String type = body == null ? "" : body.getClass().getSimpleName();
      seen.append("body " + type + " = " + message.getBody(String.class) + "\n");
      if (message.hasAttachments()) {
        for (var each : new TreeMap<>(message.getAttachments()).entrySet()) {
          ByteArrayOutputStream content = new ByteArrayOutputStream();
          each.getValue().writeTo(content);
          seen.append("attachment " + each.getKey() + " = " + each.getValue().getName() + " ")
              .append(each.getValue().getContentType() + " ")
              .append(content.toString(StandardCharsets.UTF_8) + "\n");
        }
      }
      message.removeHeaders("*", "id");
      return seen.toString();
    }
  }

  /** A step that waits, with a file at hand. */
  public static final class Slow {
    private volatile CompletableFuture<Void> stored;
    private volatile CompletableFuture<Void> go;
    private volatile CompletableFuture<String> content;
    private volatile Path file;

    void begin() {
      stored = new CompletableFuture<>();
      go = new CompletableFuture<>();
      content = new CompletableFuture<>();
    }

    public String tell(Exchange exchange) {
      file = Path.of(exchange.getMessage().getHeader(Exchange.FILE_PATH, String.class));
      stored.complete(null);
      go.join();
      content.complete(exchange.getMessage().getBody(String.class));
      return "";
    }
  }
}
