package dev.fanout.bench.switching;

import dev.fanout.report.measurement.Quantity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.infra.Blackhole;

/** A task is created, runs and ends: many of them, and then the wait for the last. */
public class Creation extends MicroBenchmark {
  private static final int TASKS = 1_000;

  /** One thread of the system for each. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Micro(
      key = "create-platform",
      does = "Thread.ofPlatform().start(task), then join",
      quantity = Quantity.CREATION)
  public int platform() throws InterruptedException {
    return startAll(Thread.ofPlatform(), TASKS);
  }

  /** One object on the heap for each, and a stack while it runs. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Micro(
      key = "create-virtual",
      does = "Thread.ofVirtual().start(task), then join",
      quantity = Quantity.CREATION)
  public int virtual() throws InterruptedException {
    return startAll(Thread.ofVirtual(), TASKS);
  }

  /** A task in the queue of the common pool. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Micro(
      key = "create-future",
      does = "CompletableFuture.supplyAsync(task), then join",
      quantity = Quantity.CREATION)
  public int future() {
    return supplyAll(TASKS);
  }

  /** A callback in the queue of the loop. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Micro(
      key = "create-event-loop",
      does = "EventLoop.submit(task) to one loop of Netty, then await the last",
      quantity = Quantity.CREATION)
  public int eventLoop(Loop loop) throws Exception {
    var ended = new AtomicInteger();
    for (int i = 1; i < TASKS; i++) {
      var _ = loop.one().submit(ended::incrementAndGet);
    }
    return loop.one().submit(ended::incrementAndGet).get();
  }

  /** An object on the heap, resumed once. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Micro(
      key = "create-generator",
      does = "new iterator, then its first next()",
      quantity = Quantity.CREATION)
  public void generator(Blackhole consumer) {
    for (int i = 0; i < TASKS; i++) {
      var task = new Generator(1);
      consumer.consume(task.nextInt());
      consumer.consume(task);
    }
  }

  /** How many of so many threads ran. */
  static int startAll(Thread.Builder kind, int count) throws InterruptedException {
    var ended = new AtomicInteger();
    var threads = new Thread[count];
    for (int i = 0; i < count; i++) {
      threads[i] = kind.start(ended::incrementAndGet);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return ended.get();
  }

  /** How many of so many futures completed. */
  static int supplyAll(int count) {
    var ended = new AtomicInteger();
    var futures = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      futures[i] = CompletableFuture.supplyAsync(ended::incrementAndGet);
    }
    for (CompletableFuture<?> future : futures) {
      future.join();
    }
    return ended.get();
  }
}
