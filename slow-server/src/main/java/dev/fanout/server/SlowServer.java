package dev.fanout.server;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import wiremock.jakarta.servlet.DispatcherType;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;
import wiremock.org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A WireMock server on 127.0.0.1 that answers {@code Hello!} to {@code GET /} after a fixed delay.
 *
 * <p>{@code GET /warm-up} gives the same answer after {@link #WARM_UP_DELAY} and is not counted.
 */
public final class SlowServer implements AutoCloseable {
  /** The body of every answer. */
  public static final String BODY = "Hello!";

  /** The delay of {@code GET /warm-up}: short, so that a JVM is warm after a second or two. */
  public static final Duration WARM_UP_DELAY = Duration.ofMillis(20);

  // The kernel caps it at net.core.somaxconn; WireMock's own default of 50 drops a burst's SYNs.
  private static final int ACCEPT_QUEUE = 8_192;
  private static final int ACCEPTORS = 2;
  private static final int SELECTORS = 2; // WireMock gives no other choice

  private final WireMockServer wireMock;

  private SlowServer(WireMockServer wireMock) {
    this.wireMock = wireMock;
  }

  /**
   * Starts the server.
   *
   * @throws PortInUseException if another process listens on the port
   */
  public static SlowServer start(SlowServerOptions options) {
    var counter = new LoadCounter();
    WireMockConfiguration configuration =
        wireMockConfig()
            .bindAddress("127.0.0.1")
            .port(options.port())
            .httpServerFactory(
                (wireMockOptions, admin, stubs) ->
                    new CountedJetty(wireMockOptions, admin, stubs, counter))
            .extensions(new LoadEndpoint(counter))
            .jettyAcceptors(ACCEPTORS)
            .jettyAcceptQueueSize(ACCEPT_QUEUE)
            .jettyIdleTimeout(Duration.ofHours(2).toMillis())
            .timeout(Math.toIntExact(options.delay().plusMinutes(10).toMillis()))
            .http2PlainDisabled(true)
            .templatingEnabled(false)
            .gzipDisabled(true)
            .stubRequestLoggingDisabled(true)
            .disableRequestJournal();
    if (options.handlerThreads().isPresent()) {
      configuration.threadPoolFactory(
          ignored -> handlerThreads(options.handlerThreads().getAsInt()));
    } else {
      configuration
          .asynchronousResponseEnabled(true)
          .asynchronousResponseThreads(10)
          .containerThreads(64);
    }
    var wireMock = new WireMockServer(configuration);
    wireMock.stubFor(answer("/", options.delay()));
    wireMock.stubFor(answer("/warm-up", WARM_UP_DELAY));
    try {
      wireMock.start();
    } catch (RuntimeException e) {
      throw PortInUseException.orElse(e, options.port());
    }
    return new SlowServer(wireMock);
  }

  private static MappingBuilder answer(String path, Duration delay) {
    return get(urlEqualTo(path))
        .willReturn(ok(BODY).withFixedDelay(Math.toIntExact(delay.toMillis())));
  }

  /** A pool in which exactly {@code n} threads are left for requests. */
  private static QueuedThreadPool handlerThreads(int n) {
    int threads = n + ACCEPTORS + SELECTORS;
    var pool = new QueuedThreadPool(threads, threads);
    pool.setReservedThreads(0); // else Jetty keeps some back, by a rule of cores and pool size
    return pool;
  }

  /** The address of the slow answer, such as {@code http://127.0.0.1:5000/}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + wireMock.port() + "/");
  }

  @Override
  public void close() {
    wireMock.stop();
  }

  /** WireMock's Jetty with a filter that counts what is in flight. */
  private static final class CountedJetty extends Jetty11HttpServer {
    private final LoadCounter counter;

    CountedJetty(
        Options options, AdminRequestHandler admin, StubRequestHandler stubs, LoadCounter counter) {
      this.counter = counter; // first, since the superclass constructor calls the method below
      super(options, admin, stubs);
    }

    @Override
    protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
      var filter = new FilterHolder(new LoadFilter(counter));
      filter.setAsyncSupported(true);
      context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    }
  }
}
