package livekit.routes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a form, in memory and then on disk, under a name that is made here. */
final class UploadedFile implements FileUpload {
  private final HttpServerFileUpload upload;
  private final Buffer content = Buffer.buffer();
  private boolean complete;
  private volatile Path file;

  /** A file that begins to come. */
  UploadedFile(HttpServerFileUpload upload) {
    this.upload = upload;
    upload.handler(content::appendBuffer).endHandler(end -> complete = true);
  }

  /** Whether its end has come. */
  boolean isComplete() {
    return complete;
  }

  void write(Path directory) throws IOException {
    file = Files.createTempFile(directory, "", "");
    Files.write(file, content.getBytes());
  }

  /** Does nothing where the file was not written, or the route has moved it. */
  void remove() {
    if (file != null) {
      file.toFile().delete();
    }
  }

  @Override
  public String name() {
    return upload.name();
  }

  @Override
  public String uploadedFileName() {
    return file.toString();
  }

  /** The caller's name without a directory: a step such as {@code file:} takes it as a path. */
  @Override
  public String fileName() {
    String name = upload.filename();
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  @Override
  public long size() {
    return content.length();
  }

  @Override
  public String contentType() {
    return upload.contentType();
  }

  @Override
  public String contentTransferEncoding() {
    return upload.contentTransferEncoding();
  }

  @Override
  public String charSet() {
    return upload.charset();
  }

  @Override
  public boolean cancel() {
    return false;
  }

  @Override
  public Future<Void> delete() {
    remove();
    return Future.succeededFuture();
  }
}
