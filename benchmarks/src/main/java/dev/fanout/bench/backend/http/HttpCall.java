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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A call, alike for every model: what is sent, and what is made of the answer.
 *
 * @param method what is to be done
 * @param url the address
 * @param headers those to send beside what each client must
 * @param content empty for none
 * @param timeout how long the call may take, from connecting to the last byte of the answer
 * @param handler what is made of the answer
 */
public record HttpCall(
    Method method,
    URI url,
    List<RequestHeader> headers,
    Body content,
    Duration timeout,
    AnswerHandler handler)
    implements Call {

  /** The HTTP method. */
  public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE;

    /** Whether every client sends a body with it. */
    public boolean takesBody() {
      return this != GET && this != HEAD;
    }

    /** Whether the length of the body is told even where it has none. */
    boolean needsBody() {
      return this == POST || this == PUT || this == PATCH;
    }
  }

  /** The largest head of an answer, in bytes, that every client reads: as many as OkHttp does. */
  static final int LARGEST_HEAD = 1 << 18;

  /** What every client sends as the header of that name, as a server may look at it. */
  static final String USER_AGENT = "fanout-bench";

  /** A call without a body. */
  public HttpCall(
      Method method,
      URI url,
      List<RequestHeader> headers,
      Duration timeout,
      AnswerHandler handler) {
    this(method, url, headers, Body.NONE, timeout, handler);
  }

  /** A GET without headers. */
  public static HttpCall get(URI url, Duration timeout, AnswerHandler handler) {
    return new HttpCall(Method.GET, url, List.of(), timeout, handler);
  }

  /** Whether the request may be sent again, since it changes nothing at the server. */
  boolean isSafe() {
    return isSafe(method.name());
  }

  /** The same of the method of that name. */
  static boolean isSafe(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The bytes of the body. */
  byte[] body() {
    return content.bytes();
  }

  /** Whether there is a body to send, if only one of no length. */
  boolean hasBody() {
    return body().length > 0 || method.needsBody();
  }

  /** Whether it has a header of that name. */
  boolean tells(String name) {
    for (RequestHeader header : headers) {
      if (header.isNamed(name)) {
        return true;
      }
    }
    return false;
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
    return handler.takes(answer.status()) ? handler.handle(answer) : refused(answer);
  }

  /** How the call went, if it failed so; that no answer came in time is said alike for all. */
  Outcome failed(Throwable failure) {
    if (timedOut(failure)) {
      return new Outcome.TimedOut(timeout);
    }
    Optional<String> otherVersion = otherVersion(failure);
    if (otherVersion.isPresent()) {
      return new Outcome.Wrong(otherVersion.get());
    }
    return isCancelled(failure)
        ? new Outcome.Cancelled()
        : new Outcome.Failed(Tls.trouble(failure).orElseGet(() -> FailureText.of(failure)));
  }

  private static boolean isCancelled(Throwable failure) {
    return failure instanceof CancellationException
        || failure.getCause() instanceof CancellationException;
  }

  private static Optional<String> otherVersion(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(OtherVersionException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst();
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
    return handler.takes(answer.status())
        ? handler.handleLater(answer)
        : CompletableFuture.completedFuture(refused(answer));
  }

  private static Outcome refused(Answer answer) {
    return new Outcome.Wrong("HTTP status " + answer.status());
  }
}
