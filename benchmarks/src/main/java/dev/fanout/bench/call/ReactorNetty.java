package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Reactor Netty, the client below WebFlux. */
public final class ReactorNetty implements AutoCloseable {
  private final LoopResources loops;
  private final ConnectionProvider connections;
  private final HttpClient client;

  private ReactorNetty(LoopResources loops, ConnectionProvider connections, HttpClient client) {
    this.loops = loops;
    this.connections = connections;
    this.client = client;
  }

  /** An open client, for {@code inFlight} requests at once. */
  public static ReactorNetty open(int inFlight, Destination to) {
    var loops = LoopResources.create("reactor", LoopResources.DEFAULT_IO_WORKER_COUNT, false);
    var connections = ConnectionProvider.create("reactor", inFlight); // by default 16, or 2 a core
    return new ReactorNetty(
        loops,
        connections,
        HttpClient.create(connections)
            .runOn(loops)
            .resolver(DefaultAddressResolverGroup.INSTANCE) // as the other clients
            .protocol(HttpProtocol.HTTP11)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(to.timeout().toMillis()))
            .responseTimeout(to.timeout())
            .disableRetry(true)); // exactly one request per call
  }

  /** Makes the call when subscribed to. */
  public Mono<Answer> send(SlowCall call) {
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
                                bytes)));
  }

  @Override
  public void close() {
    connections
        .disposeLater()
        .then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
        .block();
  }
}
