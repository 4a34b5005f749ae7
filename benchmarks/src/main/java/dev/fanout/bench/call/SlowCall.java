package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import dev.fanout.bench.answer.Handling;
import dev.fanout.bench.answer.Receipt;
import dev.fanout.report.measurement.PlainText;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call, alike for every model: what is sent, and what is made of the answer.
 *
 * @param method GET, or a POST without a body
 * @param url the address
 * @param cookie the header of that name, if one is sent
 * @param timeout how long the call may take, from connecting to the last byte of the answer
 * @param handling what is made of the answer
 */
public record SlowCall(
    Method method, URI url, @Nullable String cookie, Duration timeout, Handling handling) {

  /** The HTTP method. */
  public enum Method {
    GET,
    POST
  }

  /** The largest head of an answer, in bytes, that every client reads: as many as OkHttp does. */
  static final int LARGEST_HEAD = 1 << 18;

  /** How often a GET is sent at most, to find a kept connection that is open, or a new one. */
  static final int MOST_ATTEMPTS = 5;

  /** What every client sends as the header of that name, as a server may look at it. */
  static final String USER_AGENT = "fanout-bench";

  private static final int OK = 200;

  /** A GET without a cookie. */
  public static SlowCall get(URI url, Duration timeout, Handling handling) {
    return new SlowCall(Method.GET, url, null, timeout, handling);
  }

  /** Makes the call on the calling thread, handles the answer, and says how it went. */
  public Receipt ask(BlockingClient client) {
    try {
      Answer answer = client.send(this);
      return answer.status() == OK ? handling.handle(answer) : refused(answer);
    } catch (IOException | RuntimeException e) {
      return failed(e);
    }
  }

  /** How the call went, if it failed so; that no answer came in time is told alike by all. */
  public Receipt failed(Throwable failure) {
    return Receipt.wrong(
        timedOut(failure)
            ? "no answer within %s".formatted(TimeSpan.text(timeout))
            : failure(failure));
  }

  private static boolean timedOut(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof SocketTimeoutException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof TimeoutException);
  }

  /** Handles the answer, without blocking where there is a way to. */
  public CompletableFuture<Receipt> receive(Answer answer) {
    return answer.status() == OK
        ? handling.handleLater(answer)
        : CompletableFuture.completedFuture(refused(answer));
  }

  private static Receipt refused(Answer answer) {
    return Receipt.wrong("HTTP status " + answer.status());
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
    return PlainText.of(root == null ? text : text + ", by " + root.getClass().getSimpleName());
  }
}
