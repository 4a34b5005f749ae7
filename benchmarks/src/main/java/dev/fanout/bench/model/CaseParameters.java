package dev.fanout.bench.model;

import dev.fanout.bench.arrival.ArrivalStream;
import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.Client;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.Stall;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The parameters of a case as JMH sets them, and what is known of it from them alone, before
 * anything is opened.
 */
@State(Scope.Benchmark)
public abstract class CaseParameters {
  private static final String BLOCKING = "blocking";
  private static final String NON_BLOCKING = "non-blocking";

  /** The key of the backend that is called. */
  @Param(BackendType.HTTP)
  public String backend = BackendType.HTTP;

  /** The number of requests, N. */
  @Param("100")
  public int requests = 100;

  /** The server's delay, D, or how it is drawn, as {@link Delay#parse} reads it. */
  @Param("3s")
  public String delay = "3s";

  /** Of the draws of the delay. */
  @Param("0")
  public long seed;

  /** The key of the {@link WorkloadKind}. */
  @Param("hello")
  public String workload = "hello";

  /** CPU time in milliseconds that each page costs; of the workload {@code crawl} alone. */
  @Param("0")
  public long cpuMs;

  /** The size of a file in bytes; of the workload {@code download} alone. */
  @Param("262144")
  public int fileBytes = 262_144;

  /** {@code blocking}, or {@code non-blocking} for models that call back; of download alone. */
  @Param(BLOCKING)
  public String writes = BLOCKING;

  /** The server's blocking handler threads; 0 for asynchronous answers. */
  @Param("0")
  public int handlerThreads;

  /** Connections that each process keeps open, of a backend that has them; 0 for its usual way. */
  @Param("0")
  public int connectionPool;

  /** How requests arrive, as {@link Arrivals#parse} reads it; empty for all at once. */
  @Param("")
  public String arrivals = "";

  /** How long they arrive, in milliseconds; 0 for all at once. */
  @Param("0")
  public long streamMs;

  /** When the slow server holds its answers back, as {@link Stall#parse}; empty for never. */
  @Param("")
  public String stall = "";

  /** The version of HTTP by which calls go: {@code 1.1} or {@code 2}. */
  @Param("1.1")
  public String http = "1.1";

  /** Requests that the slow server lets a connection of HTTP/2 carry at once; 0 for very many. */
  @Param("0")
  public int streams;

  /** How the model lays requests out in time, which gives the floor. */
  protected abstract Schedule schedule();

  /** How many processes make calls, each with connections of its own. */
  protected int processes() {
    return 1;
  }

  /**
   * The schedule where calls share connections, of which each carries one call at a time, or by
   * HTTP/2 as many as the server allows.
   */
  private Schedule connected() {
    if (streams > 0 && opened().waitsForStreams()) {
      return schedule().atMost(Math.multiplyExact(streams, processes()));
    }
    return connectionPool == 0
        ? schedule()
        : schedule().atMost(Math.multiplyExact(connectionPool, processes()));
  }

  /** About how many files and sockets the harness has open for it at once. */
  protected int openFiles() {
    int sockets = isHttp2() ? opened().connections(mostInFlight()) : mostInFlight();
    return work().kind().writesFiles() ? 2 * sockets : sockets;
  }

  /**
   * The most requests that the model may have under way at once, whatever connections allow. A
   * backend that keeps connections opens as many, of which a stream needs few.
   */
  protected final int inFlight() {
    ArrivalStream stream = stream();
    return stream == null || !type().keepsConnections()
        ? work().inFlight(schedule())
        : theory(stream, schedule()).mostInFlight();
  }

  private int mostInFlight() {
    ArrivalStream stream = stream();
    return stream == null
        ? work().inFlight(connected())
        : theory(stream, connected()).mostInFlight();
  }

  private StreamTheory theory(ArrivalStream stream, Schedule schedule) {
    return new StreamTheory(stream, work(), schedule, server().mostAtOnce());
  }

  /**
   * How its requests arrive; absent for all at once.
   *
   * @throws IllegalArgumentException if it cannot be had
   */
  final @Nullable ArrivalStream stream() {
    if (arrivals.isEmpty()) {
      return null;
    }
    return new ArrivalStream(Arrivals.parse(arrivals), Duration.ofMillis(streamMs), stall());
  }

  private @Nullable Stall stall() {
    return stall.isEmpty() ? null : Stall.parse(stall);
  }

  private Model model() {
    return Objects.requireNonNull(getClass().getAnnotation(Model.class));
  }

  /** The backend's type. */
  final BackendType type() {
    return BackendType.of(backend);
  }

  /** The client's key: of HTTP the model's choice, of any other backend the usual one. */
  protected final String client() {
    if (!backend.equals(BackendType.HTTP)) {
      return type().usual(model().callsBack()).orElseThrow().key();
    }
    return value("client") instanceof String chosen ? chosen : model().client();
  }

  /** What is known of the client that it opens: by default the one with {@link #client}'s key. */
  protected Client opened() {
    return clientOf(client());
  }

  /** What is known of a client of the backend before it is open. */
  protected final Client clientOf(String key) {
    return type().client(key);
  }

  /** What tells apart cases that share all else: by default the parameter {@code variant}. */
  protected @Nullable String variant() {
    return (String) value("variant");
  }

  /**
   * The pool's size or the limit of requests in flight: by default the parameter {@code size}, of
   * which 0 means no limit.
   */
  protected @Nullable Integer size() {
    return value("size") instanceof Integer size && size > 0 ? size : null;
  }

  /**
   * What it asks of the server.
   *
   * @throws IllegalArgumentException if a parameter makes no sense
   */
  protected final Work work() {
    WorkloadKind kind = WorkloadKind.of(workload);
    var settings = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter each : kind.parameters()) {
      settings.put(each, Objects.requireNonNull(value(each.json())));
    }
    if (settings.containsKey(Parameter.WRITES)) {
      List<String> ways = model().callsBack() ? List.of(BLOCKING, NON_BLOCKING) : List.of(BLOCKING);
      requireOneOf(ways, "writes", writes);
    }
    return new Work(kind, requests, Delay.parse(delay), seed, settings);
  }

  /** The slow server that it needs. */
  final SlowServerOptions server() {
    return new SlowServerOptions(
        0,
        Delay.parse(delay),
        seed,
        handlerThreads == 0 ? OptionalInt.empty() : OptionalInt.of(handlerThreads),
        stall(),
        isHttp2()
            ? OptionalInt.of(streams == 0 ? SlowServerOptions.MANY_STREAMS : streams)
            : OptionalInt.empty());
  }

  /**
   * What is measured with these parameters.
   *
   * @throws IllegalArgumentException if a parameter makes no sense
   */
  public final Scenario scenario() {
    ArrivalStream stream = stream();
    if (stream != null) {
      requireStream(stream);
    }
    return new Scenario(
        measured(),
        work(),
        connected(),
        server(),
        openFiles(),
        model().callsBack(),
        stream == null ? null : theory(stream, connected()));
  }

  /** Whether calls go by HTTP/2. */
  final boolean isHttp2() {
    return !Parameter.HTTP.isUsual(http);
  }

  private Case measured() {
    for (String name : List.of("client", "variant")) {
      Field field = field(name);
      if (field != null) { // else the model has no choice
        List<String> choice = List.of(field.getAnnotation(Param.class).value());
        requireOneOf(choice, name, String.valueOf(value(name)));
      }
    }
    if (connectionPool < 0 || (connectionPool > 0 && !type().keepsConnections())) {
      throw new IllegalArgumentException(
          "connectionPool is %d, and the backend %s takes none".formatted(connectionPool, backend));
    }
    requireHttp();
    Work work = work();
    var measured =
        new Case(
                model().key(),
                variant(),
                client(),
                size(),
                (Integer) value("chunk"),
                mostInFlight(),
                work.kind().key(),
                requests,
                work.delay().median().toMillis())
            .with(Parameter.HANDLER_THREADS, handlerThreads == 0 ? null : handlerThreads)
            .with(Parameter.DELAY, work.delay().isFixed() ? null : work.delay().text())
            .with(Parameter.CONNECTION_POOL, connectionPool == 0 ? null : connectionPool)
            .with(Parameter.ARRIVALS, arrivals.isEmpty() ? null : arrivals)
            .with(Parameter.STREAM_MS, arrivals.isEmpty() ? null : streamMs)
            .with(Parameter.STALL, stall.isEmpty() ? null : stall)
            .with(Parameter.HTTP, isHttp2() ? http : null)
            .with(Parameter.STREAMS, streams == 0 ? null : streams);
    for (var setting : work.settings().entrySet()) {
      measured = measured.with(setting.getKey(), setting.getValue());
    }
    return measured;
  }

  private void requireHttp() {
    requireOneOf(Parameter.HTTP_VERSIONS, Parameter.HTTP.json(), http);
    if (isHttp2() && !type().speaksHttp2()) {
      throw new IllegalArgumentException(
          "http is %s, and the backend %s does not speak it".formatted(http, backend));
    }
    if (streams < 0 || (streams > 0 && !isHttp2())) {
      throw new IllegalArgumentException(
          "streams is %d, and only HTTP/2 has a number of them".formatted(streams));
    }
  }

  /** Why its requests cannot arrive one by one; empty if they can, or do not. */
  final Optional<String> streamObstacle() {
    String batches = model().onlyBatches();
    return arrivals.isEmpty()
        ? Optional.empty()
        : !batches.isEmpty()
            ? Optional.of("it knows only batches: " + batches)
            : value("chunk") instanceof Integer chunk && chunk != 1
                ? Optional.of("requests that arrive one by one make no chunks of " + chunk)
                : !WorkloadKind.of(workload).mayArrive()
                    ? Optional.of(
                        "the requests of the workload %s wait for each other".formatted(workload))
                    : Optional.empty();
  }

  private void requireStream(ArrivalStream stream) {
    streamObstacle()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    int arriving = stream.moments(seed).length;
    if (arriving != requests) {
      throw new IllegalArgumentException(
          "requests is %d, and %s for %d ms makes %d"
              .formatted(requests, arrivals, streamMs, arriving));
    }
  }

  private static void requireOneOf(List<String> choice, String name, String value) {
    if (!choice.contains(value)) {
      throw new IllegalArgumentException(
          "%s '%s' is not one of %s".formatted(name, value, String.join(", ", choice)));
    }
  }

  private @Nullable Field field(String name) {
    return Arrays.stream(getClass().getFields())
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The value of a parameter; absent if the model does not have it. */
  private @Nullable Object value(String name) {
    Field field = field(name);
    try {
      return field == null ? null : field.get(this);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
