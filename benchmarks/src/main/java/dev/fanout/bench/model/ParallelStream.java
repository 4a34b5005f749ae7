package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Blocking calls in a parallel stream: a trap, since its threads are as many as the cores. */
@Model(
    key = "parallel-stream",
    does = "blocking calls in a parallel stream, so on as many threads as cores: a trap")
public class ParallelStream extends FanOutBenchmark {
  /** The threads of the common pool, and the caller, which takes its share. */
  @Override
  protected int inFlight() {
    return Math.min(ForkJoinPool.getCommonPoolParallelism() + 1, requests);
  }

  /**
   * That of a pool, which no schedule can beat. The stream may need more: it deals out ranges, four
   * or more to each thread of the pool, and not single requests, so that one thread may end later.
   */
  @Override
  public Duration floor() {
    return Floor.pool(requests, inFlight(), delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(inFlight(), call);
    return FanOut.of(
        timeline ->
            IntStream.range(0, timeline.requests())
                .parallel()
                .forEach(request -> timeline.get(request, client)),
        client::close);
  }
}
