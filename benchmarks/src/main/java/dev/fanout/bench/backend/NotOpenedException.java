package dev.fanout.bench.backend;

/** Tells that a client could not be opened, for a reason that is not a defect of this program. */
public final class NotOpenedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Of a client that could not be opened.
   *
   * @param why a whole sentence
   */
  public NotOpenedException(String why, Throwable cause) {
    super(why, cause);
  }

  /** Of a client whose connections to that server could not all be opened. */
  public static NotOpenedException ofConnections(Endpoint at, int connections, Throwable cause) {
    return new NotOpenedException(
        "%s does not let %d connections be opened (%s): raise its limits, or lower --requests, --sizes or --connections."
            .formatted(at, connections, at.mask(FailureText.of(cause))),
        cause);
  }
}
