package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fanout.bench.Connections;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose second answer never ends; the others are {@code Hello!}. */
final class EndlessServer implements AutoCloseable {
  /** What that answer begins with, and what follows again and again, some milliseconds apart. */
  enum Manner {
    TRICKLING_BODY("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", "x", 20),
    FAST_BODY("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", "x".repeat(1 << 13), 2),
    MANY_CHUNKS("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", 20),
    TRICKLING_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3B9ACA00\r\n", "x", 20),
    TRICKLING_HEAD("HTTP/1.1 200 OK\r\nX: ", "x", 20);

    private final String beginning;
    private final String piece;
    private final long pauseMillis;

    Manner(String beginning, String piece, long pauseMillis) {
      this.beginning = beginning;
      this.piece = piece;
      this.pauseMillis = pauseMillis;
    }
  }

  private final Manner manner;
  private final Connections connections;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger cutOff = new AtomicInteger();

  EndlessServer(Manner manner) throws IOException {
    this.manner = manner;
    connections = new Connections(InetAddress.getLoopbackAddress(), this::serve);
  }

  URI url() {
    return connections.url();
  }

  int connections() {
    return connections.count();
  }

  /** How many answers the client has ended by closing the connection. */
  int cutOff() {
    return cutOff.get();
  }

  private void serve(Socket connection) {
    try (connection) {
      while (isRead(connection.getInputStream())) {
        if (requests.incrementAndGet() == 2) {
          answerForEver(connection);
        }
        connection
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!".getBytes(ISO_8859_1));
      }
    } catch (IOException | InterruptedException theClientIsGone) {
      // As it should.
    }
  }

  private void answerForEver(Socket connection) throws IOException, InterruptedException {
    try {
      connection.getOutputStream().write(manner.beginning.getBytes(ISO_8859_1));
      while (!connections.isClosed()) {
        connection.getOutputStream().write(manner.piece.getBytes(ISO_8859_1));
        Thread.sleep(manner.pauseMillis);
      }
    } catch (IOException e) {
      cutOff.incrementAndGet();
      throw e;
    }
  }

  /** Whether a request came, whose head ends with an empty line. */
  private static boolean isRead(InputStream in) throws IOException {
    int last = 0;
    for (int next = in.read(); next != -1; next = in.read()) {
      if (next == '\n' && last == '\n') {
        return true;
      }
      if (next != '\r') {
        last = next;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
