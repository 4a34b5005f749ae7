package dev.fanout.bench.backend.redis;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.NamedClient;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.ServerToStart;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import java.util.List;
import java.util.Optional;

/** Redis; links no library of it before it is opened, since it is loaded into every cold JVM. */
@AutoService(BackendType.class)
public final class RedisType implements BackendType {
  /** Its key. */
  public static final String KEY = "redis";

  /** The blocking client. */
  static final String JEDIS = "jedis";

  /** The asynchronous client. */
  static final String LETTUCE = "lettuce";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<NamedClient> clients() {
    return List.of(
        NamedClient.blocking(JEDIS)
            .pooledBy("config.setMaxTotal(%1$d); // of Jedis' ConnectionPoolConfig"),
        NamedClient.async(LETTUCE)
            .pooledBy(
                "var config = BoundedPoolConfig.builder().maxTotal(%1$d).build(); // of Lettuce"));
  }

  @Override
  public OpenBackend open(Opening opening) {
    return RedisBackend.of(opening);
  }

  @Override
  public boolean keepsConnections() {
    return true;
  }

  @Override
  public Optional<ServerToStart> startable() {
    return Optional.of(new RedisToStart());
  }
}
