package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A user's own server: so many right answers, then status 500; so many requests at a time. */
final class OwnServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService handlers;
  private final AtomicInteger answersLeft;
  private final AtomicInteger underWay = new AtomicInteger();

  OwnServer(Duration delay, int rightAnswers) throws IOException {
    this(delay, rightAnswers, 100);
  }

  OwnServer(Duration delay, int rightAnswers, int atATime) throws IOException {
    this(delay, rightAnswers, atATime, Integer.MAX_VALUE);
  }

  /** One that answers wrongly whatever comes while it answers that many. */
  static OwnServer refusingMoreThan(int atOnce, Duration delay) throws IOException {
    return new OwnServer(delay, Integer.MAX_VALUE, 100, atOnce);
  }

  private OwnServer(Duration delay, int rightAnswers, int atATime, int borne) throws IOException {
    answersLeft = new AtomicInteger(rightAnswers);
    handlers = Executors.newFixedThreadPool(atATime, Thread.ofPlatform().daemon().factory());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(handlers);
    server.createContext(
        "/",
        exchange -> {
          boolean isBorne = underWay.incrementAndGet() <= borne;
          try {
            Thread.sleep(delay); // the slow server's delay
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] body = "Hello!".getBytes(UTF_8);
          boolean right = answersLeft.getAndDecrement() > 0 && isBorne;
          underWay.decrementAndGet();
          exchange.sendResponseHeaders(right ? 200 : 500, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  void failFromNowOn() {
    answersLeft.set(0);
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
