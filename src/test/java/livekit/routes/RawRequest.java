package livekit.routes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as its bytes.
 *
 * @param name what is special about it
 * @param text one character for each byte; {@code $} stands for the method and the path
 */
record RawRequest(String name, String text) {
  private static final String JSON = TokenBody.body("");
  private static final String HEX = Integer.toHexString(JSON.length());
  private static final String LENGTH = "Content-Length: " + JSON.length() + "\r\n";
  private static final String START = "$ HTTP/1.1\r\nHost: x\r\n";
  private static final String TYPE = "Content-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String CHUNKS = HEX + "\r\n" + JSON + "\r\n0\r\n\r\n";

  /** Requests that two readers may take for different ones. */
  static List<RawRequest> ambiguous() {
    List<RawRequest> all = new ArrayList<>();
    all.addAll(bodies());
    all.addAll(chunks());
    all.addAll(lines());
    all.addAll(hosts());
    all.addAll(requestLines());
    return all;
  }

  private static List<RawRequest> bodies() {
    List<RawRequest> all = new ArrayList<>();
    all.add(chunked("Transfer-Encoding and Content-Length", CHUNKED + "Content-Length: 5\r\n"));
    all.add(chunked("Content-Length and Transfer-Encoding", "Content-Length: 5\r\n" + CHUNKED));
    all.add(chunked("Content-Length: 0 and Transfer-Encoding", "Content-Length: 0\r\n" + CHUNKED));
    for (String codings :
        List.of(
            "chunked, xchunked",
            "xchunked, chunked",
            "xchunked",
            "chunked, chunked",
            "identity",
            "identity, chunked",
            "gzip, chunked",
            "chunked;q=1",
            "\"chunked\"",
            "chunked,",
            ",chunked",
            "chunked\u000b",
            "")) {
      all.add(chunked("TE: " + codings, "Transfer-Encoding: " + codings + "\r\n"));
    }
    all.add(chunked("chunked twice", CHUNKED + CHUNKED));
    all.add(chunked("chunked and identity", CHUNKED + "Transfer-Encoding: identity\r\n"));
    all.add(of("TE in HTTP/1.0", "$ HTTP/1.0\r\nHost: x\r\n" + TYPE + CHUNKED + "\r\n" + CHUNKS));
    for (String length :
        List.of("+5", "-5", "5 5", "5,5", "5, 5", "0x5", "5;", "", "99999999999999999999")) {
      all.add(sized("CL: " + length, "Content-Length: " + length + "\r\n"));
    }
    all.add(sized("CL twice, equal", LENGTH + LENGTH));
    all.add(sized("CL twice, other", LENGTH + "Content-Length: 5\r\n"));
    all.add(
        of(
            "CL twice in HTTP/1.0",
            "$ HTTP/1.0\r\nHost: x\r\n" + TYPE + "Content-Length: 5\r\n" + LENGTH + "\r\n" + JSON));
    all.add(
        of(
            "8 bytes behind a WebSocket of a draft",
            "GET /livekit/token HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n12345678"));
    return all;
  }

  private static List<RawRequest> chunks() {
    List<RawRequest> all = new ArrayList<>();
    for (String size :
        List.of(
            "+" + HEX,
            "-" + HEX,
            "0x" + HEX,
            " " + HEX,
            HEX + " ",
            "0 " + HEX,
            HEX + "g",
            "",
            "80000000",
            "100000000",
            "1000000000000000" + HEX)) {
      all.add(body("chunk size '" + size + "'", size + "\r\n" + JSON + "\r\n0\r\n\r\n"));
    }
    for (String extension :
        List.of("a=\"\r\"", "a=\"\n\"", "a=\"\r\n\"", "a=\"", "a=\0", "a\u007f")) {
      all.add(
          body(
              "chunk extension " + extension,
              HEX + ";" + extension + "\r\n" + JSON + "\r\n0\r\n\r\n"));
    }
    all.add(body("LF after a chunk size", HEX + "\n" + JSON + "\r\n0\r\n\r\n"));
    all.add(body("CR after a chunk size", HEX + "\r" + JSON + "\r\n0\r\n\r\n"));
    all.add(body("LF after a chunk", HEX + "\r\n" + JSON + "\n0\r\n\r\n"));
    all.add(body("nothing after a chunk", HEX + "\r\n" + JSON + "0\r\n\r\n"));
    all.add(body("more than a chunk", HEX + "\r\n" + JSON + "x\r\n0\r\n\r\n"));
    all.add(body("LF after a trailer", HEX + "\r\n" + JSON + "\r\n0\r\nX: y\n\r\n"));
    all.add(body("LF at the end", HEX + "\r\n" + JSON + "\r\n0\r\n\n"));
    all.add(body("CR in a trailer", HEX + "\r\n" + JSON + "\r\n0\r\nX: y\rz\r\n\r\n"));
    return all;
  }

  private static List<RawRequest> lines() {
    List<RawRequest> all = new ArrayList<>();
    for (String line :
        List.of(
            "Content-Length : 5",
            "Transfer-Encoding : chunked",
            "X\t: y",
            "X y: z",
            ": y",
            " X: y",
            "\tX: y",
            "evil",
            "X: y\r\n z",
            "X: y\r\n\tz",
            "X: y\r\n Content-Length: 5",
            "Transfer-Encoding:\r\n chunked",
            "X: y\r\n ",
            "X: y\nZ: z",
            "X: y\rZ: z",
            "X: y\r\r\nZ: z",
            "X\r: y",
            "X: \0",
            "X: y\0",
            "X: y\u0001",
            "X: y\u0008z",
            "X: y\u000bz",
            "X: y\f",
            "X: y\u001b[0m",
            "X: y\u007f",
            "X\0: y",
            "X(: y")) {
      all.add(sized("line '" + line + "'", line + "\r\n" + LENGTH));
    }
    String rest = TYPE + LENGTH;
    all.add(
        of("folded first line", "$ HTTP/1.1\r\n Host: x\r\nHost: x\r\n" + rest + "\r\n" + JSON));
    all.add(of("LF after the request line", "$ HTTP/1.1\nHost: x\r\n" + rest + "\r\n" + JSON));
    all.add(of("CR after the request line", "$ HTTP/1.1\rHost: x\r\n" + rest + "\r\n" + JSON));
    all.add(of("LF at the end of the head", START + rest + "\n" + JSON));
    all.add(of("LF everywhere", (START + rest + "\r\n").replace("\r", "") + JSON));
    all.add(of("CR everywhere", (START + rest + "\r\n").replace("\n", "") + JSON));
    all.add(of("LF before the request", "\n" + START + rest + "\r\n" + JSON));
    all.add(of("CR before the request", "\r" + START + rest + "\r\n" + JSON));
    return all;
  }

  private static List<RawRequest> hosts() {
    List<RawRequest> all = new ArrayList<>();
    for (String host :
        List.of(
            "",
            "Host: x\r\nHost: x\r\n",
            "Host: x\r\nHost: y\r\n",
            "Host: x\r\nhost: y\r\n",
            "Host:\r\n",
            "Host: x, y\r\n",
            "Host: x y\r\n",
            "Host: a@x\r\n",
            "Host: x/y\r\n",
            "Host: x:y\r\n",
            "Host: http://x\r\n")) {
      all.add(of("host '" + host + "'", "$ HTTP/1.1\r\n" + host + TYPE + LENGTH + "\r\n" + JSON));
    }
    all.add(
        of(
            "two hosts in HTTP/1.0",
            "$ HTTP/1.0\r\nHost: x\r\nHost: y\r\n" + TYPE + LENGTH + "\r\n" + JSON));
    for (String target :
        List.of(
            "http://y/livekit/token",
            "http://x:81/livekit/token",
            "http://a@x/livekit/token",
            "http://x?/livekit/token",
            "http:///livekit/token",
            "https://x:80/livekit/token",
            "ftp://x/livekit/token",
            "x://livekit/token")) {
      all.add(line("target " + target, "POST " + target + " HTTP/1.1"));
    }
    return all;
  }

  private static List<RawRequest> requestLines() {
    List<RawRequest> all = new ArrayList<>();
    for (String line :
        List.of(
            "POST livekit/token HTTP/1.1",
            "POST * HTTP/1.1",
            "CONNECT x:80 HTTP/1.1",
            "POST /livekit/token#x HTTP/1.1",
            "POST  /livekit/token HTTP/1.1",
            "POST /livekit/token  HTTP/1.1",
            "POST\t/livekit/token HTTP/1.1",
            "POST /livekit/token\tHTTP/1.1",
            "POST /livekit/token\rHTTP/1.1",
            "POST /livekit/token\u000bHTTP/1.1",
            " POST /livekit/token HTTP/1.1",
            "POST /livekit/token HTTP/1.1 ",
            "POST /livekit/token HTTP/1.1 x",
            "POST /livekit/token x HTTP/1.1",
            "POST /livekit/token?\0 HTTP/1.1",
            "POST /livekit/token?\u0001 HTTP/1.1",
            "POST /livekit/token?\t HTTP/1.1",
            "POST /livekit/token?\u007f HTTP/1.1",
            "POST /livekit/token?\u00e9 HTTP/1.1",
            "\0POST /livekit/token HTTP/1.1",
            "PO\0ST /livekit/token HTTP/1.1",
            "P(ST /livekit/token HTTP/1.1",
            "POST /livekit/token",
            "POST /livekit/token ",
            "POST /livekit/token http/1.1",
            "POST /livekit/token HTTP/1.1x",
            "POST /livekit/token HTTP/01.1",
            "POST /livekit/token HTTP/1.2",
            "POST /livekit/token HTTP/0.9",
            "POST /livekit/token HTTP/2.0",
            "POST /livekit/token ICY/1.1")) {
      all.add(line("'" + line + "'", line));
    }
    all.add(of("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"));
    return all;
  }

  /** Requests in a form that is seldom, and that has one meaning. */
  static List<RawRequest> clear() {
    String rest = TYPE + LENGTH + "\r\n" + JSON;
    return List.of(
        of("plain", START + rest),
        of("empty lines before it", "\r\n\r\n" + START + rest),
        of("CHUNKED", START + TYPE + "transfer-encoding:CHUNKED\r\n\r\n" + CHUNKS),
        body("extension", HEX + ";a=\"b;c\\\"\" ; d\r\n" + JSON + "\r\n0;e\r\n\r\n"),
        body("zeros before a size", "000" + HEX + "\r\n" + JSON + "\r\n000\r\n\r\n"),
        body("trailer", HEX + "\r\n" + JSON + "\r\n0\r\nX: y\r\n\r\n"),
        of("HTTP/1.0", "$ HTTP/1.0\r\nConnection: keep-alive\r\n" + rest),
        of("field values", START + "X:\r\nY: \t a\tb \u00e9\u0080\t \r\nx_y!: z\r\n" + rest),
        of("host with a port", "$ HTTP/1.1\r\nhost:x.example:8080\r\n" + rest),
        of("IPv6", "$ HTTP/1.1\r\nHost: [::1]:8080\r\n" + rest));
  }

  private static RawRequest chunked(String name, String headers) {
    return of(name, START + TYPE + headers + "\r\n" + CHUNKS);
  }

  private static RawRequest sized(String name, String headers) {
    return of(name, START + TYPE + headers + "\r\n" + JSON);
  }

  private static RawRequest body(String name, String chunks) {
    return of(name, START + TYPE + CHUNKED + "\r\n" + chunks);
  }

  private static RawRequest line(String name, String line) {
    return of(name, line + "\r\nHost: x\r\n" + TYPE + LENGTH + "\r\n" + JSON);
  }

  private static RawRequest of(String name, String text) {
    StringBuilder shown = new StringBuilder();
    for (char c : name.toCharArray()) {
      shown.append(c < ' ' || c > '~' ? "<%02x>".formatted((int) c) : String.valueOf(c));
    }
    return new RawRequest(shown.toString(), text);
  }

  /** The bytes, for this method and path. */
  byte[] to(String methodAndPath) {
    return text.replace("$", methodAndPath).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return name;
  }
}
