package dev.fanout.bench.backend;

/** The beginning of a text that was made elsewhere and may be of any length. */
public final class Excerpt {
  private static final int SHOWN = 200;

  private Excerpt() {}

  /**
   * As much of it as is shown.
   *
   * @param masked without secrets, since a part of one could not be recognised
   */
  public static String of(String masked) {
    return masked.length() <= SHOWN ? masked : masked.substring(0, SHOWN) + "…";
  }
}
