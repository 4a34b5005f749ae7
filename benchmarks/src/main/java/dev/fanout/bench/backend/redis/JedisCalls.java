package dev.fanout.bench.backend.redis;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.CertificateTrouble;
import dev.fanout.bench.backend.FailedCall;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Jedis, which blocks.
 *
 * @param connections gives a call its connection, which goes back, or ends, when it is closed
 * @param lost is told that a connection broke
 * @param closing ends the connections that are kept open
 */
record JedisCalls(Supplier<Jedis> connections, Runnable lost, Runnable closing)
    implements BlockingCalls {
  private static final Pattern VERSION =
      Pattern.compile("^(?:redis|valkey)_version:((\\d+)\\S*)", Pattern.MULTILINE);

  /** The first version in which a wait can be a fraction of a second. */
  private static final int OLDEST = 6;

  private static final int AT_A_TIME = 1_000; // keys that are removed

  /** Ready for so many calls at once, with the connections open that are kept so. */
  static JedisCalls open(RedisBackend server, int inFlight) {
    var address = new HostAndPort(server.at().server(), server.at().port());
    JedisClientConfig config = config(server);
    int kept = server.kept(inFlight);
    if (kept == 0) {
      return new JedisCalls(() -> new Jedis(address, config), () -> {}, () -> {});
    }
    var limits = new GenericObjectPoolConfig<Jedis>();
    limits.setMaxTotal(kept); // by default 8
    limits.setMaxIdle(kept); // likewise
    limits.setMinIdle(kept);
    limits.setJmxEnabled(false);
    limits.setMaxWait(server.timeout());
    var pool = new JedisPool(limits, address, config);
    try {
      pool.preparePool();
    } catch (Exception e) {
      pool.close();
      throw NotOpenedException.ofConnections(server.at(), kept, e);
    }
    var gone = new AtomicReference<@Nullable JedisException>();
    return new JedisCalls(() -> take(pool, gone), () -> replace(pool, gone), pool::close);
  }

  /** Whoever waits for a connection is told why there is none, and not that the pool is closed. */
  private static Jedis take(JedisPool pool, AtomicReference<@Nullable JedisException> gone) {
    try {
      return pool.getResource();
    } catch (JedisException e) {
      throw Objects.requireNonNullElse(gone.get(), e);
    }
  }

  /** Whoever waits for a connection would wait for ever where a lost one cannot be replaced. */
  private static void replace(JedisPool pool, AtomicReference<@Nullable JedisException> gone) {
    try {
      pool.addObjects(1);
    } catch (JedisException e) {
      gone.compareAndSet(null, e);
      pool.close();
    }
  }

  private static JedisClientConfig config(RedisBackend server) {
    RedisAddress at = server.at();
    int timeout = Math.toIntExact(server.timeout().toMillis());
    return DefaultJedisClientConfig.builder()
        .connectionTimeoutMillis(timeout)
        .socketTimeoutMillis(timeout)
        .blockingSocketTimeoutMillis(timeout) // by default none
        .user(at.user())
        .password(at.password())
        .database(at.database())
        .ssl(at.secure())
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED) // else two more commands to connect
        .build();
  }

  @Override
  public Outcome make(Call call) {
    var asked = (RedisCall) call;
    Jedis taken;
    try {
      taken = connections.get();
    } catch (JedisException e) {
      return unlessInterrupted(FailedCall.notConnected(e, asked.timeout()));
    }
    try (Jedis jedis = taken) {
      jedis.hset(asked.key(), asked.hash());
      boolean had = jedis.blpop(asked.seconds(), RedisCall.EMPTY_LIST) != null;
      Map<String, String> read = jedis.hgetAll(asked.key());
      return asked.outcome(had, read);
    } catch (JedisConnectionException e) {
      lost.run();
      return unlessInterrupted(FailedCall.lost(e, asked.timeout()));
    } catch (JedisException e) {
      return unlessInterrupted(asked.failed(e));
    }
  }

  private static Outcome unlessInterrupted(Outcome failed) {
    return Thread.currentThread().isInterrupted() ? new Outcome.Cancelled() : failed;
  }

  @Override
  public void close() {
    closing.run();
  }

  /** Why so many connections at once cannot be measured there; empty if they can. */
  static Optional<String> obstacle(RedisBackend server, int connectionsAtOnce) {
    try (Jedis jedis = alone(server)) {
      Matcher version = VERSION.matcher(jedis.info("server"));
      if (!version.find()) {
        return Optional.of(
            "%s does not say which version of Redis it is: it must be %d or newer."
                .formatted(server.at(), OLDEST));
      }
      if (Integer.parseInt(version.group(2)) < OLDEST) {
        return Optional.of(
            "%s is Redis %s: it must be %d or newer, so that a wait can be a fraction of a second."
                .formatted(server.at(), version.group(1), OLDEST));
      }
      return tooFew(server, jedis, connectionsAtOnce);
    } catch (JedisException e) {
      RedisAddress at = server.at();
      return Optional.of(
          CertificateTrouble.of(e)
              .map(trouble -> trouble.of(at))
              .orElseGet(
                  () ->
                      "%s does not answer (%s): start the server, or correct %s."
                          .formatted(at, at.mask(FailureText.of(e)), at.option())));
    }
  }

  private static Optional<String> tooFew(RedisBackend server, Jedis jedis, int atOnce) {
    OptionalInt allowed = allowed(jedis);
    return allowed.isEmpty() || allowed.getAsInt() > atOnce
        ? Optional.empty()
        : Optional.of(
            "%s takes %d connections (maxclients), and %d are needed: raise it there, or lower --requests, --sizes, --max-size or --connections."
                .formatted(server.at(), allowed.getAsInt(), atOnce + 1));
  }

  private static OptionalInt allowed(Jedis jedis) {
    try {
      String allowed = jedis.configGet("maxclients").get("maxclients");
      return allowed == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(allowed));
    } catch (JedisException e) {
      return OptionalInt.empty(); // a server that somebody else runs need not tell
    }
  }

  /** The most connections for which there is no obstacle; empty if it does not tell. */
  static OptionalInt mostConnections(RedisBackend server) {
    try (Jedis jedis = alone(server)) {
      OptionalInt allowed = allowed(jedis);
      return allowed.isEmpty() ? allowed : OptionalInt.of(allowed.getAsInt() - 1);
    } catch (JedisException e) {
      return OptionalInt.empty();
    }
  }

  /** Removes what requests have written; a server that is gone has nothing left to remove. */
  static void remove(RedisBackend server, String prefix, int requests) {
    try (Jedis jedis = alone(server)) {
      for (int first = 0; first < requests; first += AT_A_TIME) {
        jedis.unlink(
            IntStream.range(first, Math.min(requests, first + AT_A_TIME))
                .mapToObj(request -> RedisCall.key(prefix, request))
                .toArray(String[]::new));
      }
    } catch (JedisException e) {
      // Whoever made the calls tells.
    }
  }

  private static Jedis alone(RedisBackend server) {
    Duration patience = Duration.ofSeconds(10);
    RedisBackend brief = new RedisBackend(server.at(), 0, patience);
    return new Jedis(new HostAndPort(server.at().server(), server.at().port()), config(brief));
  }
}
