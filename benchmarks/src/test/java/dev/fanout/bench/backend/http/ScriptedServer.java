package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fanout.bench.Connections;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each request, over whatever connection, with the next of its replies. */
final class ScriptedServer implements AutoCloseable {
  /**
   * What is sent, a byte for each character, and whether the connection is closed thereafter; at
   * each {@link #PAUSE} the server waits a moment, so that what follows comes in another packet.
   */
  record Reply(String text, boolean close) {
    static final String PAUSE = "…";
  }

  private static final long PAUSE_MILLIS = 2;

  private final Connections connections;
  private final Queue<Reply> replies;
  private final List<List<String>> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  ScriptedServer(Reply... replies) throws IOException {
    this(InetAddress.getLoopbackAddress(), replies);
  }

  ScriptedServer(InetAddress address, Reply... replies) throws IOException {
    this.replies = new ConcurrentLinkedQueue<>(List.of(replies));
    connections = new Connections(address, this::serve);
  }

  /** Forgets what came and what was still to be sent, and answers with these from now on. */
  void script(Reply... next) {
    replies.clear();
    requests.clear();
    bodies.clear();
    replies.addAll(List.of(next));
  }

  int port() {
    return connections.port();
  }

  URI url() {
    return connections.url();
  }

  int connections() {
    return connections.count();
  }

  /** The body of each request, a byte for each character. */
  List<String> bodies() {
    return bodies;
  }

  /** The lines of each request, of which the first is its method and target. */
  List<List<String>> requests() {
    return requests;
  }

  private void serve(Socket connection) {
    try (connection;
        var reader =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1))) {
      List<String> request = read(reader);
      while (!request.isEmpty()) {
        requests.add(request);
        Reply reply = Objects.requireNonNullElse(replies.poll(), new Reply("", true));
        send(reply.text(), connection.getOutputStream());
        request = reply.close() ? List.of() : read(reader);
      }
    } catch (IOException | InterruptedException theClientIsGone) {
      // As some of the replies make it.
    }
  }

  private static void send(String text, OutputStream out) throws IOException, InterruptedException {
    for (String packet : text.split(Reply.PAUSE, -1)) {
      out.write(packet.getBytes(ISO_8859_1));
      if (packet.length() < text.length()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** The lines of a request, whose head ends with an empty one; none if there is none. */
  private List<String> read(BufferedReader reader) throws IOException {
    var lines = new ArrayList<String>();
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      lines.add(line);
      line = reader.readLine();
    }
    if (line == null) {
      return List.of();
    }
    bodies.add(body(reader, length(lines)));
    return lines;
  }

  private static int length(List<String> lines) {
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  private static String body(BufferedReader reader, int length) throws IOException {
    var body = new StringBuilder();
    while (body.length() < length) {
      int next = reader.read();
      if (next < 0) {
        throw new IOException("the body is cut short");
      }
      body.append((char) next);
    }
    return body.toString();
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
