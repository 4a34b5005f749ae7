package dev.fanout.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.common.Json;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.http2.server.HttpTransportOverHTTP2;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.server.HttpConnection;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.StatisticsHandler;

/**
 * Counts each request but the warm-up's from its arrival until its answer has been written; {@code
 * GET} tells the {@link Load} as JSON, or what was seen of a group of {@link ToldRequests}; {@code
 * DELETE} resets the load. All of these need the token, so that no other program and no web page
 * can disturb a measurement.
 *
 * <p>A handler of Jetty, since WireMock's own listeners report an asynchronous response as sent
 * when its delay begins.
 */
final class LoadHandler extends StatisticsHandler {
  /** Where WireMock would have its own administration, which can do all that this process can. */
  static final String CONTEXT = "/__admin";

  private static final String PATH = CONTEXT + "/load";
  private static final String TOKEN = "token";
  private static final String GROUP = "group";
  private static final String SEED = "seed";
  private static final String TOLD = "/" + Routes.TOLD;

  private final byte[] token;
  private final StandStillWatch watch;
  private final AtomicLong logins = new AtomicLong();
  private final AtomicLong stoodStillMs = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private final ToldRequests told = new ToldRequests();

  /** The connections of HTTP/2 that a request has come on, those of the warm-up too. */
  private final Set<EndPoint> ofHttp2 =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  private final boolean tellsCpu = ResourceUsage.now().isPresent(); // which links it, off the clock

  /** What the process had used when the first request came; absent until then. */
  private volatile @Nullable ResourceUsage atFirst;

  /** When the first request came, by {@link System#nanoTime}; absent until then. */
  private volatile @Nullable Long firstAt;

  private final @Nullable Stall stall;

  /** Of the delays that are drawn. */
  private volatile long seed;

  LoadHandler(String token, StandStillWatch watch, @Nullable Stall stall, long seed) {
    this.seed = seed;
    this.token = token.getBytes(UTF_8);
    this.watch = watch;
    this.stall = stall;
    setGracefulShutdownWaitsForRequests(false);
  }

  /** The address of the load at the server with that base. */
  static URI address(URI base, String token) {
    return base.resolve(PATH + "?" + TOKEN + "=" + token);
  }

  /** The address at which the load is reset, and delays are then drawn by that seed. */
  static URI withSeed(URI load, long seed) {
    return URI.create("%s&%s=%d".formatted(load, SEED, seed));
  }

  /** The address of what was seen of a group. */
  static URI ofGroup(URI load, String group) {
    return URI.create("%s&%s=%s".formatted(load, GROUP, group));
  }

  void loggedIn() {
    logins.incrementAndGet();
  }

  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (target.equals(PATH)) {
      base.setHandled(true);
      answer(request, response);
    } else if (target.startsWith(Routes.WARM_UP)) {
      isFirst(base);
      getHandler().handle(target, base, request, response);
    } else {
      began(isFirst(base));
      if (target.equals(TOLD)) {
        told.watch(base, () -> super.handle(target, base, request, response));
      } else {
        super.handle(target, base, request, response);
      }
    }
  }

  /** Whether the request is the first of its connection; of HTTP/2 several may come at once. */
  private boolean isFirst(Request request) {
    return request.getHttpChannel().getHttpTransport() instanceof HttpTransportOverHTTP2
        ? ofHttp2.add(request.getHttpChannel().getEndPoint())
        : HttpConnection.getCurrentConnection().getMessagesIn() == 1;
  }

  /**
   * A request has come.
   *
   * @param onNewConnection whether it is the first of its connection
   */
  private void began(boolean onNewConnection) {
    if (onNewConnection) {
      connections.incrementAndGet();
    }
    if (tellsCpu && atFirst == null) {
      readAtFirst();
    }
    if (stall != null && firstAt == null) {
      readClock();
    }
  }

  private synchronized void readClock() {
    if (firstAt == null) {
      firstAt = System.nanoTime();
    }
  }

  /** The seed of the delays that are drawn. */
  long seed() {
    return seed;
  }

  /** The delay of a request that has just come, made longer by the stall if it falls due in it. */
  Duration held(Duration delay) {
    Long first = firstAt;
    if (stall == null || first == null) {
      return delay;
    }
    long now = System.nanoTime() - first;
    return Duration.ofNanos(stall.answered(now + delay.toNanos()) - now);
  }

  private synchronized void readAtFirst() {
    if (atFirst == null) {
      atFirst = ResourceUsage.now().orElseThrow();
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String given = request.getParameter(TOKEN);
    if (given == null || !MessageDigest.isEqual(given.getBytes(UTF_8), token)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    switch (request.getMethod()) {
      case "GET" -> {
        response.setContentType("application/json");
        String group = request.getParameter(GROUP);
        response
            .getOutputStream()
            .write(Json.toByteArray(group == null ? load() : told.seen(group)));
      }
      case "DELETE" -> {
        String drawing = request.getParameter(SEED);
        reset(drawing == null ? seed : Long.parseLong(drawing));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }

  private Load load() {
    long stood = stoodStillMs.addAndGet(watch.take().toMillis());
    int inFlight = getRequestsActive(); // first, so that no request is served that has not begun
    int began = getRequests();
    return new Load(
        began - inFlight,
        inFlight,
        getRequestsActiveMax(),
        logins.get(),
        stood,
        connections.get(),
        processCpuMs());
  }

  private @Nullable Double processCpuMs() {
    if (!tellsCpu) {
      return null;
    }
    ResourceUsage first = atFirst;
    return first == null
        ? Double.valueOf(0)
        : Double.valueOf(ResourceUsage.now().orElseThrow().processCpuMs() - first.processCpuMs());
  }

  /** Forgets what was served; requests still in flight stay counted. */
  private void reset(long drawing) {
    seed = drawing;
    watch.take();
    stoodStillMs.set(0);
    logins.set(0);
    connections.set(0);
    atFirst = null;
    firstAt = null;
    statsReset();
  }
}
