package dev.fanout.bench.switching;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.server.Delay;
import dev.fanout.server.Routes;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One request after another to a slow server that has no delay, on a connection kept open. */
public class Request extends MicroBenchmark {
  /** What is asked of the server; its delay is that of other addresses than the one called here. */
  private static final Work ONE =
      new Work(WorkloadKind.HELLO, 1, Delay.fixed(Duration.ofMillis(1)), 0);

  private static final String BACKEND = "http";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The address that answers at once; empty to start a server for this benchmark alone. */
  @Param("")
  public String url = "";

  private @Nullable SlowServerProcess server;
  private @Nullable BlockingCalls blocking;
  private @Nullable AsyncCalls calling;
  private @Nullable Call call;

  /** Starts the server if need be, and opens both clients. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    if (url.isEmpty()) {
      server = SlowServerProcess.start(SlowServerOptions.asynchronous(ONE.delay(), ONE.seed()));
      url = Routes.atOnce(server.url()).toString();
    }
    OpenBackend to =
        BackendType.of(BACKEND).open(new Opening(BACKEND, Map.of("url", url), TIMEOUT));
    call = to.begin(ONE).call(0, null);
    blocking = to.blocking(1);
    calling = to.async("netty one-loop", 1);
  }

  /** As the model {@code serial} makes it. */
  @Benchmark
  @Micro(
      key = "request-blocking",
      does = "one GET by OkHttp, which blocks its thread until the answer is there",
      quantity = Quantity.REQUEST)
  public Outcome blocking() {
    return right(Objects.requireNonNull(blocking).make(Objects.requireNonNull(call)));
  }

  /** As the model {@code event-loop} makes it; one thread waits for its end. */
  @Benchmark
  @Micro(
      key = "request-event-loop",
      does = "one GET on a loop of Netty, and a thread that waits for the answer",
      quantity = Quantity.REQUEST)
  public Outcome eventLoop() {
    return right(Objects.requireNonNull(calling).make(Objects.requireNonNull(call)).join());
  }

  private static Outcome right(Outcome outcome) {
    if (!outcome.isRight()) {
      throw new CallFailedException(outcome); // so that no failure is taken for a fast answer
    }
    return outcome;
  }

  /** Ends what was opened. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    try (SlowServerProcess _ = server;
        BlockingCalls _ = blocking;
        AsyncCalls _ = calling) {
      call = null;
    }
  }
}
