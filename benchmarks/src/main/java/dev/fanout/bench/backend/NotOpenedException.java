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
}
