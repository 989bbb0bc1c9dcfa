package livekit.routes.twirp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One connection of a {@link BadServer}, with the ways to end it that servers and networks have.
 */
public final class Connection {
  private final Socket socket;
  private final Socket spoken;

  /**
   * @param socket the TCP connection
   * @param spoken what is read and written: the same, or TLS over it
   */
  Connection(Socket socket, Socket spoken) {
    this.socket = socket;
    this.spoken = spoken;
  }

  InputStream in() throws IOException {
    return spoken.getInputStream();
  }

  /** Sends bytes, at once. */
  public void send(byte[] bytes) throws IOException {
    OutputStream out = spoken.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Sends text, at once. */
  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes the TCP connection; TLS is not told, as when a process dies. */
  public void end() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed then.
    }
  }

  /** Ends TLS in order, and then the TCP connection. */
  public void endInOrder() throws IOException {
    spoken.close();
    end();
  }

  /** Resets the TCP connection: what the other side has not read yet, it may never see. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    end();
  }

  /** Says nothing until the client closes the connection. */
  public void awaitEnd() throws IOException {
    while (in().read() >= 0) {
      // More of a request that is not looked at.
    }
  }
}
