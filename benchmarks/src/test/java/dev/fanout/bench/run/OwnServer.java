package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * A user's own server: so many right answers, then status 500; so many requests at a time; or one
 * that does something worse to whatever comes while it answers too many.
 */
final class OwnServer implements AutoCloseable {
  /** What is done with a request in place of a right answer. */
  interface Misdeed {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** An answer with that status. */
  static Misdeed status(int status) {
    return exchange -> answer(exchange, status);
  }

  /** A right answer that comes so late. */
  static Misdeed late(Duration delay) {
    return exchange -> {
      Thread.sleep(delay);
      answer(exchange, 200);
    };
  }

  /** The connection is dropped. */
  static final Misdeed HANGS_UP =
      exchange -> {
        throw new IOException("the server hangs up");
      };

  /** No answer ever comes. */
  static final Misdeed NO_ANSWER = _ -> new CountDownLatch(1).await();

  /** The answer begins, and does not end. */
  static final Misdeed ENDLESS =
      exchange -> {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        while (true) {
          body.write("x\n".getBytes(UTF_8));
          body.flush();
          Thread.sleep(20);
        }
      };

  private final HttpServer server;
  private final ExecutorService handlers;
  private final AtomicInteger answersLeft;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();

  OwnServer(Duration delay, int rightAnswers) throws IOException {
    this(delay, rightAnswers, 100);
  }

  OwnServer(Duration delay, int rightAnswers, int atATime) throws IOException {
    this(() -> delay, rightAnswers, atATime, Integer.MAX_VALUE, status(500));
  }

  /** One that answers any number, each after a delay of its own. */
  static OwnServer of(Supplier<Duration> delays) throws IOException {
    return new OwnServer(delays, Integer.MAX_VALUE, 100, Integer.MAX_VALUE, status(500));
  }

  /** One that does that to whatever comes while it answers so many. */
  static OwnServer failingBeyond(int atOnce, Duration delay, Misdeed misdeed) throws IOException {
    return new OwnServer(() -> delay, Integer.MAX_VALUE, 100, atOnce, misdeed);
  }

  /** One that does that after so many right answers. */
  static OwnServer failingAfter(int rightAnswers, Duration delay, Misdeed misdeed)
      throws IOException {
    return new OwnServer(() -> delay, rightAnswers, 100, Integer.MAX_VALUE, misdeed);
  }

  /** One that never answers. */
  static OwnServer never() throws IOException {
    return failingBeyond(0, Duration.ZERO, NO_ANSWER);
  }

  private OwnServer(
      Supplier<Duration> delays, int rightAnswers, int atATime, int atOnce, Misdeed misdeed)
      throws IOException {
    answersLeft = new AtomicInteger(rightAnswers);
    handlers = Executors.newFixedThreadPool(atATime, Thread.ofPlatform().daemon().factory());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(handlers);
    server.createContext(
        "/",
        exchange -> {
          int now = underWay.incrementAndGet();
          peak.accumulateAndGet(now, Math::max);
          try {
            boolean right = now <= atOnce;
            if (right) {
              Thread.sleep(delays.get()); // the slow server's delay
              right = answersLeft.getAndDecrement() > 0;
            }
            underWay.decrementAndGet(); // before the next request, which an answer lets go
            if (right) {
              answer(exchange, 200);
            } else {
              misdeed.to(exchange);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body = "Hello!".getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Waits until it has been called. */
  void awaitCall() {
    Awaitility.await().until(() -> peak.get() > 0);
  }

  void failFromNowOn() {
    answersLeft.set(0);
  }

  /** The most requests that it handled at once since {@link #forgetPeak}. */
  int peak() {
    return peak.get();
  }

  void forgetPeak() {
    peak.set(underWay.get());
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
    handlers.shutdownNow();
  }
}
