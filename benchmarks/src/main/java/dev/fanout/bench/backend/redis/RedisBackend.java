package dev.fanout.bench.backend.redis;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.NamedClient;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.Workload;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server, as it is called.
 *
 * @param at its address
 * @param connections how many are kept open, to be shared by the calls; 0 for one to each call
 * @param timeout how long a call may take
 */
record RedisBackend(RedisAddress at, int connections, Duration timeout) implements OpenBackend {
  /** What a call waits while a JVM warms up. */
  private static final Delay QUICK = Delay.fixed(Duration.ofMillis(5));

  /** That of an opening. */
  static RedisBackend of(Opening opening) {
    Map<String, String> settings = opening.settings();
    String url = settings.get(RedisAddress.URL);
    return new RedisBackend(
        RedisAddress.of(Objects.requireNonNull(url, "no address was given")),
        Integer.parseInt(settings.getOrDefault(BackendType.CONNECTIONS, "0")),
        opening.timeout());
  }

  @Override
  public Opening opening() {
    var settings = new HashMap<>(at.settings());
    settings.put(BackendType.CONNECTIONS, Integer.toString(connections));
    return new Opening(RedisType.KEY, settings, timeout);
  }

  @Override
  public BlockingCalls blocking(int inFlight) {
    return JedisCalls.open(this, inFlight);
  }

  @Override
  public BlockingCalls blocking(String client, int inFlight) {
    NamedClient.require(client, RedisType.JEDIS);
    return blocking(inFlight);
  }

  @Override
  public AsyncCalls async(String client, int inFlight) {
    NamedClient.require(client, RedisType.LETTUCE);
    return LettuceCalls.open(this, inFlight);
  }

  /** How many connections are kept open for so many calls at once; 0 for one to each call. */
  int kept(int inFlight) {
    return Math.min(connections, inFlight);
  }

  @Override
  public Optional<String> obstacle(int connectionsAtOnce) {
    return JedisCalls.obstacle(this, connectionsAtOnce);
  }

  @Override
  public OptionalInt mostConnections() {
    return JedisCalls.mostConnections(this);
  }

  @Override
  public boolean hasQuickAnswer() {
    return true;
  }

  @Override
  public Destination warmUp() {
    return work -> begin(work.withDelay(QUICK));
  }

  @Override
  public Workload begin(Work work) {
    if (work.kind() != WorkloadKind.REDIS) {
      throw new IllegalArgumentException(
          "the workload %s is not asked of Redis".formatted(work.kind().key()));
    }
    String prefix = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return workload(new Specification(work, "", prefix));
  }

  @Override
  public Workload workload(Specification shot) {
    return new Hashes(shot, this);
  }

  /** A hash of its own for each request; they are removed once the shot is over. */
  private record Hashes(Specification specification, RedisBackend server) implements Workload {
    @Override
    public Call call(int request, @Nullable String fact) {
      return RedisCall.of(
          specification.prepared(), request, specification.work().delay(request), server.timeout());
    }

    @Override
    public void close() {
      JedisCalls.remove(server, specification.prepared(), specification.work().requests());
    }
  }
}
