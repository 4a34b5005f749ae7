package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import dev.fanout.bench.backend.http.answer.AnswerHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
 * @param handler what is made of the answer
 */
public record HttpCall(
    Method method, URI url, @Nullable String cookie, Duration timeout, AnswerHandler handler)
    implements Call {

  /** The HTTP method. */
  public enum Method {
    GET,
    POST
  }

  /** The largest head of an answer, in bytes, that every client reads: as many as OkHttp does. */
  static final int LARGEST_HEAD = 1 << 18;

  /** What every client sends as the header of that name, as a server may look at it. */
  static final String USER_AGENT = "fanout-bench";

  private static final int OK = 200;

  /** A GET without a cookie. */
  public static HttpCall get(URI url, Duration timeout, AnswerHandler handler) {
    return new HttpCall(Method.GET, url, null, timeout, handler);
  }

  /** Whether the request may be sent again, which a POST may not. */
  boolean isGet() {
    return method == Method.GET;
  }

  /** The path and the query, as they are sent. */
  String target() {
    String query = url.getRawQuery();
    return query == null ? url.getRawPath() : url.getRawPath() + "?" + query;
  }

  /** When the answer must be complete if the call begins now, as {@link System#nanoTime}. */
  long deadline() {
    return System.nanoTime() + timeout.toNanos();
  }

  /** Handles the answer on the calling thread. */
  Outcome handle(Answer answer) throws IOException {
    return answer.status() == OK ? handler.handle(answer) : refused(answer);
  }

  /** How the call went, if it failed so; that no answer came in time is said alike for all. */
  Outcome failed(Throwable failure) {
    if (timedOut(failure)) {
      return new Outcome.TimedOut(timeout);
    }
    return isCancelled(failure)
        ? new Outcome.Cancelled()
        : new Outcome.Failed(FailureText.of(failure));
  }

  private static boolean isCancelled(Throwable failure) {
    return failure instanceof CancellationException
        || failure.getCause() instanceof CancellationException;
  }

  private static boolean timedOut(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof InterruptedIOException // of which SocketTimeoutException is one
                    || cause instanceof HttpTimeoutException
                    || cause instanceof TimeoutException);
  }

  /** Handles the answer, without blocking where there is a way to. */
  CompletableFuture<Outcome> handleLater(Answer answer) {
    return answer.status() == OK
        ? handler.handleLater(answer)
        : CompletableFuture.completedFuture(refused(answer));
  }

  private static Outcome refused(Answer answer) {
    return new Outcome.Wrong("HTTP status " + answer.status());
  }
}
