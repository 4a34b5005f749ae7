package dev.fanout.server;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import wiremock.org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.Handler;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.server.handler.ContextHandler;
import wiremock.org.eclipse.jetty.server.handler.HandlerCollection;
import wiremock.org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A WireMock server on 127.0.0.1 that answers the {@link Routes} after a delay.
 *
 * <p>The same routes beneath {@code /warm-up/} answer after {@link #WARM_UP_DELAY} and are not
 * counted.
 */
public final class SlowServer implements AutoCloseable {
  /** The body of every answer that has no contents of its own. */
  public static final String BODY = "Hello!";

  /** The name of the cookie that carries a session. */
  public static final String COOKIE = "session";

  /** The delay of the warm-up: short, so that a JVM is warm after a second or two. */
  public static final Duration WARM_UP_DELAY = Duration.ofMillis(20);

  private static final String SLOW = "/";

  // The kernel caps it at net.core.somaxconn; WireMock's own default of 50 drops a burst's SYNs.
  private static final int ACCEPT_QUEUE = 8_192;
  private static final int ACCEPTORS = 2;
  private static final int SELECTORS = 2; // WireMock gives no other choice

  // Below a file, so nothing can be there: by default WireMock serves what it finds in the current
  // folder, and the mappings of some other project would change the answers.
  private static final String NO_FILES =
      Path.of(System.getProperty("java.home"), "release", "nothing").toString();

  private final WireMockServer wireMock;
  private final StandStillWatch watch;
  private final String token;

  private SlowServer(WireMockServer wireMock, StandStillWatch watch, String token) {
    this.wireMock = wireMock;
    this.watch = watch;
    this.token = token;
  }

  /**
   * Starts the server.
   *
   * @throws PortRefusedException if the port cannot be had
   */
  public static SlowServer start(SlowServerOptions options) {
    return start(options, newToken());
  }

  /** A token that cannot be guessed. */
  static String newToken() {
    return UUID.randomUUID().toString();
  }

  /** Starts a server that gives its load to those who know the token. */
  static SlowServer start(SlowServerOptions options, String token) {
    Delay delay = options.delay();
    var watch = StandStillWatch.start();
    var load = new LoadHandler(token, watch, options.stall(), options.seed());
    Set<String> sessions = ConcurrentHashMap.newKeySet();
    WireMockConfiguration configuration =
        wireMockConfig()
            .bindAddress("127.0.0.1")
            .port(options.port())
            .withRootDirectory(NO_FILES)
            .httpServerFactory(
                (wireMockOptions, admin, stubs) ->
                    new CountedJetty(wireMockOptions, admin, stubs, load, options.streams()))
            .extensions(
                new Answers(
                    SLOW,
                    number -> load.held(delay.of(load.seed(), number)),
                    sessions,
                    load::loggedIn),
                new Answers(Routes.WARM_UP, number -> WARM_UP_DELAY, sessions, () -> {}),
                new Unnumbered(() -> load.held(delay.median())))
            .jettyAcceptors(ACCEPTORS)
            .jettyAcceptQueueSize(ACCEPT_QUEUE)
            .jettyIdleTimeout(Duration.ofHours(2).toMillis())
            .timeout(Math.toIntExact(TimeSpan.LONGEST.plusMinutes(10).toMillis()))
            .http2PlainDisabled(options.streams().isEmpty())
            .templatingEnabled(false)
            .gzipDisabled(true)
            .stubRequestLoggingDisabled(true)
            .disableRequestJournal()
            .maxLoggedResponseSize(0); // else a copy of each body waits out its delay in memory
    if (options.servesAll()) {
      configuration
          .asynchronousResponseEnabled(true)
          .asynchronousResponseThreads(10)
          .containerThreads(64);
    } else {
      configuration.threadPoolFactory(ignored -> handlers(options.mostAtOnce()));
    }
    var wireMock = new WireMockServer(configuration);
    wireMock.stubFor(get(urlPathEqualTo(Routes.AT_ONCE)).willReturn(ok(BODY)));
    addRoutes(wireMock, Routes.WARM_UP, WARM_UP_DELAY);
    addRoutes(wireMock, SLOW, delay.median());
    if (options.stall() != null) {
      wireMock.stubFor(
          get(urlEqualTo(SLOW)).willReturn(ok(BODY).withTransformers(Unnumbered.NAME)));
    }
    try {
      wireMock.start();
    } catch (RuntimeException e) {
      watch.close();
      throw PortRefusedException.orElse(e, options.port());
    }
    return new SlowServer(wireMock, watch, token);
  }

  private static void addRoutes(WireMockServer wireMock, String base, Duration delayWithoutNumber) {
    ResponseDefinitionBuilder hello = ok(BODY).withTransformers(base);
    ResponseDefinitionBuilder file =
        ok().withHeader("Content-Type", "application/octet-stream").withTransformers(base);
    ResponseDefinitionBuilder html =
        ok().withHeader("Content-Type", "text/html; charset=utf-8").withTransformers(base);
    wireMock.stubFor(post(urlPathEqualTo(base + Routes.LOGIN)).willReturn(hello));
    wireMock.stubFor(get(urlPathEqualTo(base + Routes.MEMBER)).willReturn(hello));
    wireMock.stubFor(get(urlPathEqualTo(base + Routes.FILE)).willReturn(file));
    wireMock.stubFor(get(urlPathEqualTo(base + Routes.LIST)).willReturn(html));
    wireMock.stubFor(get(urlPathEqualTo(base + Routes.PAGE)).willReturn(html));
    wireMock.stubFor(get(urlPathEqualTo(base + Routes.TOLD)).willReturn(hello));
    wireMock.stubFor(get(urlPathEqualTo(base)).willReturn(hello));
    // Last, since WireMock tries the newest stub first.
    wireMock.stubFor(
        get(urlEqualTo(base))
            .willReturn(ok(BODY).withFixedDelay(Math.toIntExact(delayWithoutNumber.toMillis()))));
  }

  /** A pool in which exactly {@code n} threads are left for requests. */
  private static QueuedThreadPool handlers(int n) {
    int threads = n + ACCEPTORS + SELECTORS;
    var pool = new QueuedThreadPool(threads, threads);
    pool.setReservedThreads(0); // else Jetty keeps some back, by a rule of cores and pool size
    return pool;
  }

  /** The base of the {@link Routes}, such as {@code http://127.0.0.1:5000/}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + wireMock.port() + "/");
  }

  /** Where the server tells its load, and forgets it; the address is a secret. */
  URI loadUrl() {
    return LoadHandler.address(url(), token);
  }

  @Override
  public void close() {
    wireMock.stop();
    watch.close();
  }

  /** WireMock's Jetty, with the {@link LoadHandler} around it in place of its administration. */
  private static final class CountedJetty extends Jetty11HttpServer {
    private final LoadHandler load;
    private final OptionalInt streams;

    CountedJetty(
        Options options,
        AdminRequestHandler admin,
        StubRequestHandler stubs,
        LoadHandler load,
        OptionalInt streams) {
      this.load = load; // first, as the next, since the superclass constructor calls what is below
      this.streams = streams;
      super(options, admin, stubs);
    }

    @Override
    protected ServerConnector createHttpConnector(
        String address, int port, JettySettings settings, NetworkTrafficListener listener) {
      ServerConnector connector = super.createHttpConnector(address, port, settings, listener);
      streams.ifPresent(
          atOnce ->
              connector
                  .getConnectionFactory(HTTP2CServerConnectionFactory.class)
                  .setMaxConcurrentStreams(atOnce)); // by default 128
      return connector;
    }

    @Override
    protected Handler createHandler(
        Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
      var handlers = (HandlerCollection) super.createHandler(options, admin, stubs);
      for (Handler handler : handlers.getHandlers()) {
        if (handler instanceof ContextHandler context
            && context.getContextPath().equals(LoadHandler.CONTEXT)) {
          handlers.removeHandler(context);
        }
      }
      load.setHandler(handlers);
      return load;
    }
  }
}
