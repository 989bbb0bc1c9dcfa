package livekit.routes.twirp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.zip.GZIPOutputStream;

/** What a {@link BadServer} does with a request that it has read. */
public interface Behaviour {
  /** Acts; when it returns and the connection is open, the connection's next request is read. */
  void act(Connection connection) throws IOException, InterruptedException;

  /** Answers as a server should. */
  static Behaviour answer(int status, String body, String... headers) {
    return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Answers as a server should. */
  static Behaviour answer(int status, byte[] body, String... headers) {
    return connection -> {
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      connection.send(
          "HTTP/1.1 %d Of LiveKit\r\nContent-Length: %d\r\n%s\r\n"
              .formatted(status, body.length, lines));
      connection.send(body);
    };
  }

  /** Answers with a compressed body, which nobody asked for. */
  static Behaviour answerInGzip(String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return answer(200, bytes.toByteArray(), "Content-Encoding: gzip");
  }

  /** Answers with chunks until so many bytes were sent, and says its length nowhere. */
  static Behaviour answerInChunks(int bytes) {
    return connection -> {
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int sent = 0; sent < bytes; sent += 256) {
        connection.send("100\r\n" + "x".repeat(256) + "\r\n");
      }
      connection.send("0\r\n\r\n");
    };
  }

  /** Sends this, and closes the connection. */
  static Behaviour endAfter(String text) {
    return connection -> {
      connection.send(text);
      connection.end();
    };
  }

  /** Closes the connection without a word. */
  static Behaviour end() {
    return Connection::end;
  }

  /** Closes the connection without a word, over TLS with its word of goodbye. */
  static Behaviour endInOrder() {
    return Connection::endInOrder;
  }

  /** Resets the connection. */
  static Behaviour reset() {
    return Connection::reset;
  }

  /** Sends this, gives the other side the time to read it, and resets the connection. */
  static Behaviour resetAfter(String text) {
    return connection -> {
      connection.send(text);
      Thread.sleep(250);
      connection.reset();
    };
  }

  /** Sends a start, and then drop after drop until the client has enough. */
  static Behaviour drip(String start, String drop, Duration gap) {
    return connection -> {
      connection.send(start);
      while (true) {
        Thread.sleep(gap.toMillis());
        connection.send(drop);
      }
    };
  }

  /** Does nothing for a while, and then this. */
  static Behaviour after(Duration time, Behaviour then) {
    return connection -> {
      Thread.sleep(time.toMillis());
      then.act(connection);
    };
  }

  /** Never answers. */
  static Behaviour hang() {
    return Connection::awaitEnd;
  }

  /** Waits until requests have come on as many connections as the barrier counts. */
  static Behaviour together(CyclicBarrier barrier, Behaviour then) {
    return connection -> {
      try {
        barrier.await();
      } catch (BrokenBarrierException e) {
        throw new IOException(e);
      }
      then.act(connection);
    };
  }
}
