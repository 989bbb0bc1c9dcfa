package livekit.routes.api;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.FileUtil;

/**
 * The files of forms ({@code multipart/form-data}), for the routes of teams. They are read into
 * memory, since the body is bounded, and written to a private directory when a route is about to
 * run; they are deleted when its exchange is done. Vert.x would write them as they come, and leaves
 * files behind where a body breaks off or has too many parts.
 *
 * <p>None of our own routes takes one: those that take a body answer 415 before it is read, and
 * with other methods than POST, PUT and PATCH no file is read.
 */
final class Uploads implements AutoCloseable {
  private static final String RECEIVED = Uploads.class.getName();
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private Path directory;

  /**
   * Reads a body and hands the request on; 400 where it is no form although it says so.
   *
   * @param limit the largest body, in bytes, files included
   */
  Handler<RoutingContext> reader(int limit) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(limit);
    return ctx -> {
      try {
        body.handle(ctx);
      } catch (DecoderException | IllegalStateException e) {
        // A form with a method that has none.
        ctx.fail(400, e);
        return;
      }
      HttpServerRequest request = ctx.request();
      if (request.isExpectMultipart() && METHODS.contains(request.method())) {
        Received received = new Received(this, new ArrayList<>());
        ctx.put(RECEIVED, received);
        // In place of the one of the body's handler, which drops files. None has come so far.
        request.uploadHandler(upload -> received.files().add(new UploadedFile(upload)));
      }
    };
  }

  /** 400 where a file breaks off: its body ends, and the part does not. */
  static void check(RoutingContext ctx) {
    if (ctx.get(RECEIVED) instanceof Received received
        && !received.files().stream().allMatch(UploadedFile::isComplete)) {
      ctx.fail(400);
    } else {
      ctx.next();
    }
  }

  /**
   * Writes the files of a form, for as long as an exchange takes.
   *
   * @return one for each file; none where the body is no form
   * @throws IOException they cannot be written
   */
  static List<FileUpload> store(RoutingContext ctx, Exchange exchange) throws IOException {
    if (!(ctx.get(RECEIVED) instanceof Received received) || received.files().isEmpty()) {
      return List.of();
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                received.files().forEach(UploadedFile::remove);
              }
            });
    for (UploadedFile file : received.files()) {
      file.write(received.uploads().directory());
    }
    return List.copyOf(received.files());
  }

  private synchronized Path directory() throws IOException {
    if (directory == null || !Files.isDirectory(directory)) {
      directory = Files.createTempDirectory("livekit-routes-uploads-");
    }
    return directory;
  }

  /** Deletes the files of exchanges that have never ended. */
  @Override
  public synchronized void close() {
    if (directory != null) {
      FileUtil.removeDir(directory.toFile());
    }
  }

  private record Received(Uploads uploads, List<UploadedFile> files) {}
}
