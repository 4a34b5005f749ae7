package dev.fanout.bench.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fanout.bench.Connections;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that never answers one of its requests, and leaves the answer to another unfinished. */
final class StallingServer implements AutoCloseable {
  static final int STALLED = 2;

  private static final int NEVER_ANSWERED = 3; // counted from 1, as they arrive
  private static final int LEFT_UNFINISHED = 5;
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n";

  private final Connections connections;
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  StallingServer() throws IOException {
    connections = new Connections(InetAddress.getLoopbackAddress(), this::serve);
  }

  String url() {
    return connections.url().toString();
  }

  private void serve(Socket connection) {
    try (connection;
        var reader =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty()) {
          answer(connection);
        }
      }
    } catch (IOException | InterruptedException theClientIsGone) {
      // As it does when its time is up.
    }
  }

  private void answer(Socket connection) throws IOException, InterruptedException {
    int request = requests.incrementAndGet();
    if (request == NEVER_ANSWERED) {
      closed.await();
    }
    String body = request == LEFT_UNFINISHED ? "Hel" : "Hello!";
    connection.getOutputStream().write((HEAD + body).getBytes(US_ASCII));
  }

  @Override
  public void close() throws IOException {
    connections.close();
    closed.countDown();
  }
}
