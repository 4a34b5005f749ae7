package dev.fanout.bench.switching;

import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.report.measurement.Quantity;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A hand-off from one task to another. Each call makes so many that starting and ending the two
 * tasks adds next to nothing to one of them.
 */
public class HandOff extends MicroBenchmark {
  /** So many in a call where each enters the kernel. */
  private static final int FEW = 5_000;

  /** So many in a call where none does. */
  private static final int MANY = 50_000;

  /** Keeps the measuring thread, and so those that it starts, on one core. */
  @State(Scope.Thread)
  public static class Pinned {
    /** In the thread that measures, since it is the one that calls this. */
    @Setup(Level.Trial)
    public void pin() {
      OneCore.keep();
    }
  }

  /** Wherever the kernel places the two. */
  @Benchmark
  @OperationsPerInvocation(FEW)
  @Micro(
      key = "hand-off-platform",
      does = "LockSupport.unpark the other platform thread, then park; on any core",
      quantity = Quantity.HAND_OFF)
  public int platform() throws InterruptedException {
    return Turns.take(Thread.ofPlatform(), FEW);
  }

  /** A switch in the narrow sense: the core leaves one thread for the other. */
  @Benchmark
  @OperationsPerInvocation(FEW)
  @Micro(
      key = "hand-off-platform-one-core",
      does = "the same, both platform threads on one core",
      quantity = Quantity.HAND_OFF,
      needs = Need.CORE_OF_ITS_OWN)
  public int platformOnOneCore(Pinned pinned) throws InterruptedException {
    return Turns.take(Thread.ofPlatform(), FEW);
  }

  /** As many carriers as cores. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Micro(
      key = "hand-off-virtual",
      does = "LockSupport.unpark the other virtual thread, then park; a carrier for each core",
      quantity = Quantity.HAND_OFF)
  public int virtual() throws InterruptedException {
    return Turns.take(Thread.ofVirtual(), MANY);
  }

  /** No other carrier has to be woken. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Fork(
      jvmArgsAppend = {
        FanOutBenchmark.ALLOW_UNSAFE,
        FanOutBenchmark.ALLOW_NATIVE,
        FanOutBenchmark.WATCH_PARENT,
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Djdk.virtualThreadScheduler.maxPoolSize=1"
      })
  @Micro(
      key = "hand-off-virtual-one-carrier",
      does = "the same, both virtual threads on one carrier",
      quantity = Quantity.HAND_OFF)
  public int virtualOnOneCarrier() throws InterruptedException {
    return Turns.take(Thread.ofVirtual(), MANY);
  }

  /** The next stage is queued at the common pool. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Micro(
      key = "hand-off-future",
      does = "CompletableFuture.thenApplyAsync: the next stage is queued at the common pool",
      quantity = Quantity.HAND_OFF)
  public int future() {
    return chain(MANY, CompletableFuture::thenApplyAsync);
  }

  /** The next stage is called by the thread that ended the one before. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Micro(
      key = "hand-off-future-direct",
      does = "CompletableFuture.thenApply: the same thread goes on with the next stage",
      quantity = Quantity.HAND_OFF)
  public int futureDirect() {
    return chain(MANY, CompletableFuture::thenApply);
  }

  /** Both callbacks are in the queue of one loop. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Micro(
      key = "hand-off-event-loop",
      does = "EventLoop.execute the other callback, on one loop of Netty",
      quantity = Quantity.HAND_OFF)
  public int eventLoop(Loop loop) {
    return Relay.run(loop.one(), MANY);
  }

  /** Two generators by turns, as a scheduler of Python's greenlets or generators has it. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  @Micro(
      key = "hand-off-generator",
      does = "Iterator.next of two generators written by hand, by turns",
      quantity = Quantity.HAND_OFF)
  public int generator() {
    return alternate(MANY);
  }

  /** How far a chain of so many stages counts, each of which adds one. */
  static int chain(
      int stages,
      BiFunction<CompletableFuture<Integer>, UnaryOperator<Integer>, CompletableFuture<Integer>>
          adding) {
    var first = new CompletableFuture<Integer>();
    CompletableFuture<Integer> last = first;
    for (int i = 0; i < stages; i++) {
      last = adding.apply(last, count -> count + 1);
    }
    first.complete(0);
    return last.join();
  }

  /** How far two generators count together, resumed so many times in all. */
  static int alternate(int handOffs) {
    var tasks = new Generator[] {new Generator(handOffs), new Generator(handOffs)};
    int last = 0;
    for (int i = 0; i < handOffs; i++) {
      last = tasks[i & 1].nextInt();
    }
    return last + 1;
  }
}
