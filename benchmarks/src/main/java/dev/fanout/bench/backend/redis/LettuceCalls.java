package dev.fanout.bench.backend.redis;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailedCall;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Outcome;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Lettuce, which calls back.
 *
 * <p>Connections that are kept open are shared as Lettuce means them to be: each call sends on one
 * of them in turn, without waiting for those before it to be answered.
 */
final class LettuceCalls implements AsyncCalls {
  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private final List<StatefulRedisConnection<String, String>> kept;
  private final AtomicInteger next = new AtomicInteger();

  private LettuceCalls(
      ClientResources resources,
      RedisClient client,
      RedisURI uri,
      List<StatefulRedisConnection<String, String>> kept) {
    this.resources = resources;
    this.client = client;
    this.uri = uri;
    this.kept = kept;
  }

  /** Ready for so many calls at once, with the connections open that are kept so. */
  static LettuceCalls open(RedisBackend server, int inFlight) {
    ClientResources resources =
        ClientResources.builder()
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE) // as the other clients
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    RedisClient client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false) // else calls wait for a server that is gone
            .protocolVersion(ProtocolVersion.RESP2) // as Jedis
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(SocketOptions.builder().connectTimeout(server.timeout()).build())
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build()) // see make
            .build());
    var calls = new LettuceCalls(resources, client, uri(server), List.of());
    try {
      return new LettuceCalls(
          resources,
          client,
          calls.uri,
          Stream.generate(calls::connect)
              .limit(server.kept(inFlight))
              .map(CompletableFuture::join)
              .toList());
    } catch (RuntimeException e) {
      calls.close();
      throw NotOpenedException.ofConnections(server.at(), server.kept(inFlight), e);
    }
  }

  private static RedisURI uri(RedisBackend server) {
    RedisAddress at = server.at();
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(at.server())
            .withPort(at.port())
            .withDatabase(at.database())
            .withSsl(at.secure())
            .withLibraryName("") // else two more commands to connect
            .withLibraryVersion("")
            .withTimeout(server.timeout());
    String password = at.password();
    String user = at.user();
    if (password != null) {
      return user == null
          ? uri.withPassword(password.toCharArray()).build()
          : uri.withAuthentication(user, password.toCharArray()).build();
    }
    return uri.build();
  }

  private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
    return client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
  }

  @Override
  public CompletableFuture<Outcome> make(Call call) {
    var asked = (RedisCall) call;
    CompletionStage<Outcome> made =
        kept.isEmpty()
            ? connect()
                .thenCompose(connection -> onItsOwn(asked, connection))
                .exceptionally(failure -> FailedCall.notConnected(failure, asked.timeout()))
            : make(asked, kept.get(next.getAndIncrement() % kept.size()).async());
    return made.toCompletableFuture()
        .orTimeout(asked.timeout().toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(asked::failed);
  }

  private static CompletionStage<Outcome> onItsOwn(
      RedisCall call, StatefulRedisConnection<String, String> connection) {
    return make(call, connection.async())
        .thenCompose(outcome -> connection.closeAsync().handle((_, _) -> outcome));
  }

  private static CompletionStage<Outcome> make(
      RedisCall call, RedisAsyncCommands<String, String> commands) {
    return commands
        .hset(call.key(), call.hash())
        .thenCompose(_ -> commands.blpop(call.seconds(), RedisCall.EMPTY_LIST))
        .thenCompose(
            element ->
                commands.hgetall(call.key()).thenApply(read -> call.outcome(element != null, read)))
        .exceptionally(
            failure ->
                isLoss(failure) ? FailedCall.lost(failure, call.timeout()) : call.failed(failure));
  }

  /**
   * Whether the connection broke: the call that was under way then is told so by Lettuce in several
   * ways, and the next commands are rejected.
   */
  private static boolean isLoss(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof IOException
        || (cause instanceof RedisException && !(cause instanceof RedisCommandExecutionException));
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
