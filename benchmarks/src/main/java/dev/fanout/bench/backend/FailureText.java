package dev.fanout.bench.backend;

import dev.fanout.report.measurement.PlainText;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A failure in words. */
public final class FailureText {
  private FailureText() {}

  /** The exception's name and message, and the name of its cause if that is another one. */
  public static String of(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String name = cause.getClass().getSimpleName();
    String text = cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    Throwable root = cause.getCause();
    return PlainText.of(
        root == null || root.getClass().getSimpleName().equals(name)
            ? text
            : text + ", by " + root.getClass().getSimpleName());
  }
}
