package dev.fanout.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import wiremock.jakarta.servlet.AsyncEvent;
import wiremock.jakarta.servlet.AsyncListener;
import wiremock.org.eclipse.jetty.server.Request;

/** The requests whose answers were told beforehand, by the group that they belong to. */
public final class ToldRequests {
  /**
   * What the server has seen of a group of requests.
   *
   * @param came those that have come
   * @param waiting those that have no answer yet, and whose client waits for it
   * @param givenUp those that have no answer yet, and whose client has closed the connection, so
   *     that nobody will take it
   */
  public record Seen(int came, int waiting, int givenUp) {}

  private static final class Group {
    private final Set<Request> waiting = ConcurrentHashMap.newKeySet();
    private volatile int came;

    synchronized void came() {
      came++;
    }
  }

  private final Map<String, Group> groups = new ConcurrentHashMap<>();

  ToldRequests() {}

  /** Handles a request, and watches it until it is answered. */
  void watch(Request request, Handling handling)
      throws IOException, wiremock.jakarta.servlet.ServletException {
    Group group = group(String.valueOf(request.getParameter("group")));
    group.came();
    group.waiting.add(request);
    boolean later = false;
    try {
      handling.handle();
      later = request.isAsyncStarted();
      if (later) {
        request.getAsyncContext().addListener(new Ending(() -> group.waiting.remove(request)));
      }
    } finally {
      if (!later) {
        group.waiting.remove(request);
      }
    }
  }

  /** How the server answers a request. */
  interface Handling {
    void handle() throws IOException, wiremock.jakarta.servlet.ServletException;
  }

  private Group group(String name) {
    return groups.computeIfAbsent(name, _ -> new Group());
  }

  /** What was seen of a group until now. */
  Seen seen(String name) {
    Group group = group(name);
    int givenUp = 0;
    int waiting = 0;
    for (Request request : group.waiting) {
      if (request.getResponse().isCommitted()) {
        continue; // its answer is on its way, and the client may send the next request
      }
      if (isGivenUp(request)) {
        givenUp++;
      } else {
        waiting++;
      }
    }
    return new Seen(group.came, waiting, givenUp);
  }

  /**
   * Whether the client has closed the connection: it sends nothing while it waits for an answer, so
   * there is nothing to read but its end.
   */
  private static boolean isGivenUp(Request request) {
    if (!(request.getHttpChannel().getEndPoint().getTransport() instanceof SocketChannel socket)) {
      throw new IllegalStateException("a connection of the slow server is a socket");
    }
    try {
      return socket.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Does something once, when the answer is complete or cannot be. */
  private record Ending(Runnable action) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onError(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
