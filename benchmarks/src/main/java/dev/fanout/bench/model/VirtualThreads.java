package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.ExecutorIdioms;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.workload.Batch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.ObjIntConsumer;
import org.openjdk.jmh.annotations.Param;

/** A virtual thread per request, each blocking. */
@Model(
    key = "virtual-threads",
    does = "a virtual thread per request, each blocking; with a size, so many past a semaphore",
    sizedBy = "var permits = new Semaphore(%1$d); // acquired by each thread around its call")
public class VirtualThreads extends FanOutBenchmark {
  /** {@code helidon} is written for virtual threads, {@code okhttp} before there were any. */
  @Param({"okhttp", "helidon"})
  public String client = "okhttp";

  /** The most requests in flight; 0 for no limit. */
  @Param("0")
  public int size;

  /** Past a semaphore, threads may overtake each other. */
  @Override
  protected Schedule schedule() {
    return size == 0 ? Schedule.unbounded() : Schedule.pool(size).inAnyOrder();
  }

  @Override
  protected FanOut open(Backend backend) {
    BlockingCalls blocking = backend.blocking(client(), inFlight());
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    ObjIntConsumer<Batch> make =
        size == 0
            ? (batch, request) -> batch.make(request, blocking)
            : limited(new Semaphore(size), blocking);
    return FanOut.of(
        batch -> Tasks.run(batch.requests(), request -> make.accept(batch, request), executor),
        Tasks.taking(make, executor),
        () -> Tasks.end(executor),
        blocking::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return new ExecutorIdioms(
        Executors.newVirtualThreadPerTaskExecutor(), backend.blocking(client(), inFlight()));
  }

  private static ObjIntConsumer<Batch> limited(Semaphore permits, BlockingCalls client) {
    return (batch, request) -> {
      permits.acquireUninterruptibly();
      try {
        batch.make(request, client);
      } finally {
        permits.release();
      }
    };
  }
}
