package dev.fanout.server;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of a request whose answer was told beforehand. */
public enum Fate {
  /** The right answer. */
  OK,
  /** An answer with status 500. */
  ERROR,
  /** The connection is reset. */
  RESET,
  /** No answer for {@link #STALLED}. */
  STALL,
  /** Bytes that are no HTTP. */
  GARBAGE,
  /** The connection is closed before an answer. */
  EMPTY,
  /** The head of an answer and half of its body, and the connection is closed. */
  HALF;

  /** How long a stalled request waits. */
  static final Duration STALLED = Duration.ofMinutes(10);

  private static final int HALF_BODY = 1 << 16; // more than is kept back until the answer is whole

  /** As a script has it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All that a script can have. */
  static String keys() {
    return Arrays.stream(values()).map(Fate::key).collect(Collectors.joining(", "));
  }

  static Fate of(String key) {
    return Arrays.stream(values())
        .filter(fate -> fate.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'%s' is none of %s".formatted(key, keys())));
  }

  /** Makes of the right answer what becomes of it. */
  Response.Builder apply(Response.Builder right) {
    return switch (this) {
      case OK -> right;
      case ERROR -> right.status(500);
      case RESET -> right.fault(Fault.CONNECTION_RESET_BY_PEER);
      case STALL -> right.incrementInitialDelay(STALLED.toMillis());
      case GARBAGE -> right.fault(Fault.RANDOM_DATA_THEN_CLOSE);
      case EMPTY -> right.fault(Fault.EMPTY_RESPONSE);
      case HALF ->
          right
              .headers(
                  new HttpHeaders(
                      new HttpHeader("Content-Length", Integer.toString(2 * HALF_BODY))))
              .body(Fate::half);
    };
  }

  /** Half of the body, then a failure, at which the server closes the connection. */
  private static InputStream half() {
    return new SequenceInputStream(
        new ByteArrayInputStream(new byte[HALF_BODY]),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("half of the body is enough");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        });
  }
}
