package dev.fanout.bench.backend.http;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.http.answer.Answer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Reactor Netty, the client below WebFlux. */
public final class ReactorNetty implements AsyncClient {
  private final LoopResources loops;
  private final ConnectionProvider connections;

  /** Sends no header {@code Accept}. */
  private final HttpClient client;

  /** Sends one, of its own if need be. */
  private final HttpClient accepting;

  /** The loops, or Reactor would start threads for its timers alone. */
  private final Scheduler timers;

  private final boolean http2;

  private ReactorNetty(
      LoopResources loops, ConnectionProvider connections, HttpClient accepting, boolean http2) {
    this.http2 = http2;
    this.loops = loops;
    timers = Schedulers.fromExecutorService(loops.onClient(LoopResources.DEFAULT_NATIVE));
    this.connections = connections;
    this.accepting = accepting;
    client =
        accepting.doOnRequest(
            (request, _) -> request.requestHeaders().remove(HttpHeaderNames.ACCEPT));
  }

  /** An open client, for {@code inFlight} requests at once. */
  public static ReactorNetty open(int inFlight, HttpBackend to) {
    var loops = LoopResources.create("reactor", LoopResources.DEFAULT_IO_WORKER_COUNT, false);
    var connections = ConnectionProvider.create("reactor", inFlight); // by default 16, or 2 a core
    InetSocketAddress server = ServerAddress.of(to);
    HttpClient client =
        HttpClient.create(connections)
            .runOn(loops)
            .remoteAddress(() -> server)
            .resolver(DefaultAddressResolverGroup.INSTANCE) // as the other clients
            .protocol(protocols(to))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(to.timeout().toMillis()))
            .noProxy()
            .httpResponseDecoder(
                decoder ->
                    decoder
                        .maxInitialLineLength(HttpCall.LARGEST_HEAD) // by default 4 KiB
                        .maxHeaderSize(HttpCall.LARGEST_HEAD) // by default 8 KiB
                        .allowDuplicateContentLengths(true)) // as long as they are alike
            .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, HttpCall.USER_AGENT))
            .disableRetry(true); // of a request that any connection failed
    HttpClient speaking =
        to.isHttp2()
            ? client.http2Settings(
                settings -> settings.maxHeaderListSize(HttpCall.LARGEST_HEAD)) // by default 8 KiB
            : client.doOnChannelInit(
                (_, channel, _) ->
                    channel
                        .pipeline()
                        .addAfter(NettyPipeline.HttpCodec, "kept", new KeptConnection()));
    return new ReactorNetty(
        loops, connections, to.isSecure() ? secure(speaking, to) : speaking, to.isHttp2());
  }

  /** In clear text HTTP/2 from the first byte on; by TLS the server says which it speaks. */
  private static HttpProtocol[] protocols(HttpBackend to) {
    if (!to.isHttp2()) {
      return new HttpProtocol[] {HttpProtocol.HTTP11};
    }
    return to.isSecure()
        ? new HttpProtocol[] {HttpProtocol.H2, HttpProtocol.HTTP11}
        : new HttpProtocol[] {HttpProtocol.H2C};
  }

  private static HttpClient secure(HttpClient client, HttpBackend to) {
    if (to.form().trust() instanceof Trust.Jdk) {
      return client.secure();
    }
    SslContext tls = NettyHttp.tls(to);
    return client.secure(spec -> spec.sslContext(tls));
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call, long deadline) {
    HttpClient.RequestSender request =
        (call.tells("Accept") ? accepting : client)
            .headers(headers -> tell(call, headers))
            .request(HttpMethod.valueOf(call.method().name()))
            .uri(call.target());
    CompletableFuture<@Nullable Answer> answer =
        (call.body().length == 0
                ? request
                : request.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(call.body()))))
            .responseSingle(
                (response, body) ->
                    http2 && response.version().majorVersion() != 2
                        ? Mono.error(new OtherVersionException())
                        : body.asByteArray()
                            .defaultIfEmpty(new byte[0])
                            .map(
                                bytes ->
                                    new Answer(
                                        response.status().code(),
                                        response.responseHeaders().get(HttpHeaderNames.SET_COOKIE),
                                        bytes)))
            .timeout(
                Duration.ofNanos(deadline - System.nanoTime()), timers) // closes the connection
            .onErrorMap(ConnectTimeoutException.class, _ -> new SocketTimeoutException())
            .onErrorMap(
                e -> !http2 && e instanceof AbortedException && call.isSafe(),
                StaleConnectionException::new)
            .toFuture();
    return GivingUp.with(answer.thenApply(Objects::requireNonNull), () -> answer.cancel(true));
  }

  private static void tell(HttpCall call, HttpHeaders headers) {
    if (call.tells("User-Agent")) {
      headers.remove(HttpHeaderNames.USER_AGENT);
    }
    for (RequestHeader header : call.headers()) {
      headers.add(header.name(), header.value());
    }
  }

  @Override
  public void close() {
    connections
        .disposeLater()
        .then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
        .block();
  }

  /** Reactor Netty. */
  @AutoService(HttpClientType.class)
  public static final class Type extends HttpClientType {
    /** Found by its class. */
    public Type() {
      super("reactor-netty", Way.ASYNC);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return ReactorNetty.open(inFlight, to);
    }
  }
}
