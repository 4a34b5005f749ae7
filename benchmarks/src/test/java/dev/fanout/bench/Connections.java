package dev.fanout.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections to a test's own server, each served by a thread of its own. */
public final class Connections implements AutoCloseable {
  /** Serves a connection until its end, and closes it. */
  public interface Service {
    void serve(Socket connection);
  }

  private final ServerSocket socket;
  private final Service service;
  private final AtomicInteger count = new AtomicInteger();

  /** Accepts connections from now on. */
  public Connections(InetAddress address, Service service) throws IOException {
    socket = new ServerSocket(0, 50, address);
    this.service = service;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        count.incrementAndGet();
        Thread.ofVirtual().start(() -> service.serve(connection));
      }
    } catch (IOException theTestIsOver) {
      // Nobody waits for an answer.
    }
  }

  /** How many there have been. */
  public int count() {
    return count.get();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The server's address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  public boolean isClosed() {
    return socket.isClosed();
  }

  /** Accepts no more of them. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
