package livekit.routes.api;

/** Makes problems for the error table in {@code routes/handle-errors.camel.yaml}. */
public final class Problems {
  private final InvalidRequests invalidRequests;

  /**
   * @param invalidRequests says what is wrong with a request that could not be read
   */
  public Problems(InvalidRequests invalidRequests) {
    this.invalidRequests = invalidRequests;
  }

  /** The problem of a request that could not be read or breaks a constraint. */
  public Problem invalid(Exception exception) {
    return of(400, "invalid_request", invalidRequests.detailOf(exception));
  }

  /** A problem that trying again does not solve. */
  public Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, 0);
  }

  /** A problem that may be gone in some seconds. */
  public Problem passing(int status, String code, String detail, int retryAfterSeconds) {
    return new Problem(status, code, detail, retryAfterSeconds);
  }
}
