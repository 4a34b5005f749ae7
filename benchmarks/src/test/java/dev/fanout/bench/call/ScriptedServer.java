package dev.fanout.bench.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request, over whatever connection, with the next of its replies. */
final class ScriptedServer implements AutoCloseable {
  /** What is sent, and whether the connection is closed thereafter. */
  record Reply(String text, boolean close) {}

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Reply> replies;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  ScriptedServer(Reply... replies) throws IOException {
    this.replies = new ConcurrentLinkedQueue<>(List.of(replies));
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException theTestIsOver) {
      // Nobody waits for an answer.
    }
  }

  private void serve(Socket connection) {
    try (connection;
        var reader =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII))) {
      boolean open = true;
      while (open && readsRequest(reader)) {
        requests.incrementAndGet();
        Reply reply = Objects.requireNonNullElse(replies.poll(), new Reply("", true));
        connection.getOutputStream().write(reply.text().getBytes(US_ASCII));
        open = !reply.close();
      }
    } catch (IOException theClientIsGone) {
      // As some of the replies make it.
    }
  }

  /** Whether there was one; it ends with an empty line. */
  private static boolean readsRequest(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      line = reader.readLine();
    }
    return line != null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
