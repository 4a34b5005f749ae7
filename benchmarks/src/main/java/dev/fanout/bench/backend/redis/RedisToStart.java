package dev.fanout.bench.backend.redis;

import dev.fanout.bench.backend.ServerToStart;
import dev.fanout.bench.backend.StartedServer;
import dev.fanout.bench.workload.WorkloadKind;
import java.io.IOException;

/** A Redis server that is started for a run. */
record RedisToStart() implements ServerToStart {
  @Override
  public StartedServer start() throws IOException {
    return RedisServer.start();
  }

  @Override
  public String backend() {
    return RedisType.KEY;
  }

  @Override
  public String workload() {
    return WorkloadKind.REDIS.key();
  }

  @Override
  public String toString() {
    return "a Redis server of the run's own";
  }
}
