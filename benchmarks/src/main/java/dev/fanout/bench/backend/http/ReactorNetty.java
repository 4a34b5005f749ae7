package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.answer.Answer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.util.retry.Retry;

/** Reactor Netty, the client below WebFlux. */
public final class ReactorNetty implements AsyncClient {
  private final LoopResources loops;
  private final ConnectionProvider connections;
  private final HttpClient client;

  /** The loops, or Reactor would start threads for its timers alone. */
  private final Scheduler timers;

  private ReactorNetty(LoopResources loops, ConnectionProvider connections, HttpClient client) {
    this.loops = loops;
    timers = Schedulers.fromExecutorService(loops.onClient(LoopResources.DEFAULT_NATIVE));
    this.connections = connections;
    this.client = client;
  }

  /** An open client, for {@code inFlight} requests at once. */
  public static ReactorNetty open(int inFlight, HttpBackend to) {
    var loops = LoopResources.create("reactor", LoopResources.DEFAULT_IO_WORKER_COUNT, false);
    var connections = ConnectionProvider.create("reactor", inFlight); // by default 16, or 2 a core
    return new ReactorNetty(
        loops,
        connections,
        HttpClient.create(connections)
            .runOn(loops)
            .resolver(
                ServerAddress.chosen(to)
                    .<AddressResolverGroup<InetSocketAddress>>map(OneAddress::new)
                    .orElse(DefaultAddressResolverGroup.INSTANCE)) // as the other clients
            .protocol(HttpProtocol.HTTP11)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(to.timeout().toMillis()))
            .noProxy()
            .httpResponseDecoder(
                decoder ->
                    decoder
                        .maxInitialLineLength(HttpCall.LARGEST_HEAD) // by default 4 KiB
                        .maxHeaderSize(HttpCall.LARGEST_HEAD) // by default 8 KiB
                        .allowDuplicateContentLengths(true)) // as long as they are alike
            .doOnChannelInit(
                (_, channel, _) ->
                    channel
                        .pipeline()
                        .addAfter(NettyPipeline.HttpCodec, "kept", new KeptConnection()))
            .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, HttpCall.USER_AGENT))
            .doOnRequest((request, _) -> request.requestHeaders().remove(HttpHeaderNames.ACCEPT))
            .disableRetry(true)); // of a request that any connection failed
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    return answer(call).toFuture().thenApply(Objects::requireNonNull);
  }

  private Mono<Answer> answer(HttpCall call) {
    return client
        .headers(
            headers -> {
              if (call.cookie() != null) {
                headers.set(HttpHeaderNames.COOKIE, call.cookie());
              }
            })
        .request(HttpMethod.valueOf(call.method().name()))
        .uri(call.url())
        .responseSingle(
            (response, body) ->
                body.asByteArray()
                    .defaultIfEmpty(new byte[0])
                    .map(
                        bytes ->
                            new Answer(
                                response.status().code(),
                                response.responseHeaders().get(HttpHeaderNames.SET_COOKIE),
                                bytes)))
        .retryWhen(Retry.max(HttpCall.MOST_ATTEMPTS - 1).filter(ReactorNetty::wasNotServed))
        .timeout(call.timeout(), timers) // which closes the connection
        .onErrorMap(ConnectTimeoutException.class, _ -> new SocketTimeoutException());
  }

  /** Whether a kept connection was closed, or nothing was sent at all. */
  private static boolean wasNotServed(Throwable failure) {
    return failure instanceof StaleConnectionException || failure instanceof AbortedException;
  }

  @Override
  public void close() {
    connections
        .disposeLater()
        .then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
        .block();
  }

  /** Names of hosts, all of which have that one address. */
  private static final class OneAddress extends AddressResolverGroup<InetSocketAddress> {
    private final InetAddress address;

    OneAddress(InetAddress address) {
      this.address = address;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetSocketAddressResolver(
          executor,
          new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
              promise.setSuccess(address);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
              promise.setSuccess(List.of(address));
            }
          });
    }
  }
}
