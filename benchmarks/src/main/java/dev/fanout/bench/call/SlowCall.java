package dev.fanout.bench.call;

import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.SlowServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * The one call that every model makes: a GET, and what a right answer to it is.
 *
 * @param url the address
 * @param timeout how long to wait for an answer
 */
public record SlowCall(URI url, Duration timeout) {

  /**
   * The call with the time-out that all models share: as long as a server would need that serves
   * one request at a time, and a minute.
   */
  public static SlowCall of(URI url, int requests, Duration delay) {
    return new SlowCall(url, delay.multipliedBy(requests).plusMinutes(1));
  }

  /** Makes the call on the calling thread, and says how it went, as {@link #check} does. */
  public String ask(BlockingClient client) {
    try {
      return check(client.get(this));
    } catch (IOException | RuntimeException e) {
      return failure(e);
    }
  }

  /** The status of a request that was answered so: {@link RequestTrace#OK}, or what is wrong. */
  public String check(Answer answer) {
    if (answer.status() != 200) {
      return "HTTP status " + answer.status();
    }
    return answer.body().equals(SlowServer.BODY) ? RequestTrace.OK : "wrong body";
  }

  /** The status of a request that failed so: the exception's name and message, and its cause. */
  public static String failure(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String name = cause.getClass().getSimpleName();
    String text = cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    Throwable root = cause.getCause();
    return root == null ? text : text + ", by " + root.getClass().getSimpleName();
  }
}
