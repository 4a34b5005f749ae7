package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.ParallelStreamIdioms;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Blocking calls in a parallel stream: a trap, since its threads are as many as the cores. */
@Model(
    key = "parallel-stream",
    does = "blocking calls in a parallel stream, so on as many threads as cores: a trap",
    onlyBatches = "a parallel stream needs all its elements when it begins")
public class ParallelStream extends FanOutBenchmark {
  /**
   * The threads of the common pool, and the caller, which takes its share: as a pool, which no
   * schedule can beat. The stream may need more: it deals out ranges, four or more to each thread
   * of the pool, and not single requests, so that one thread may end later.
   */
  @Override
  protected Schedule schedule() {
    return Schedule.poolOfCores(ForkJoinPool.getCommonPoolParallelism() + 1).inAnyOrder();
  }

  @Override
  protected FanOut open(Backend backend) {
    BlockingCalls client = backend.blocking(inFlight());
    return FanOut.of(
        batch -> {
          var failures = new Failures();
          IntStream.range(0, batch.requests())
              .parallel()
              .forEach(
                  request -> {
                    try {
                      batch.make(request, client);
                    } catch (CallFailedException e) {
                      failures.keep(e);
                    }
                  });
          failures.rethrow();
        },
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return new ParallelStreamIdioms(backend.blocking(inFlight()));
  }
}
