package livekit.routes.ownership;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;

/** One call to LiveKit, or its answer, that is held up until it is released. */
final class Hold {
  private final String room;
  private final int gateway;
  private final String method;
  private final boolean before;
  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final Promise<Void> released = Promise.promise();

  /**
   * @param before true: the call waits on its way to LiveKit; false: the answer on its way back
   */
  Hold(String room, int gateway, String method, boolean before) {
    this.room = room;
    this.gateway = gateway;
    this.method = method;
    this.before = before;
  }

  String room() {
    return room;
  }

  boolean isAbout(String aRoom, int aGateway, String aMethod, boolean isBefore) {
    return room.equals(aRoom)
        && gateway == aGateway
        && method.equals(aMethod)
        && before == isBefore;
  }

  Future<Void> reach() {
    reached.complete(null);
    return released.future();
  }

  /** Done as soon as the call has come. */
  CompletableFuture<Void> reached() {
    return reached;
  }

  void release() {
    released.tryComplete();
  }
}
