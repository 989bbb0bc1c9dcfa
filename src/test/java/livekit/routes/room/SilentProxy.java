package livekit.routes.room;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and a server as a network does. It can let the connections that are open
 * go dead without a word, as when a machine is switched off: no end, no reset, no answer.
 */
final class SilentProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

  /** One connection, as long as it is alive. */
  private static final class Pipe {
    private volatile boolean dead;
  }

  SilentProxy(int serverPort) throws IOException {
    open.add(listener);
    threads.execute(() -> accept(serverPort));
  }

  String url() {
    return "redis://127.0.0.1:" + listener.getLocalPort();
  }

  /** Every connection that is open now is dead; those that come are not. */
  void killSilently() {
    pipes.forEach(pipe -> pipe.dead = true);
    pipes.clear();
  }

  @Override
  public void close() throws IOException {
    for (Closeable socket : new ArrayList<>(open)) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept(int serverPort) {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.addAll(List.of(client, server));
        Pipe pipe = new Pipe();
        pipes.add(pipe);
        threads.execute(() -> pump(pipe, client, server));
        threads.execute(() -> pump(pipe, server, client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void pump(Pipe pipe, Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!pipe.dead) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // One side has closed.
    }
  }
}
