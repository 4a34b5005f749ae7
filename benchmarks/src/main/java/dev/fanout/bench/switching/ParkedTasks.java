package dev.fanout.bench.switching;

import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.report.measurement.Quantity;
import io.netty.channel.EventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The memory of a task that waits, with nothing but the wait on its stack: by how much the resident
 * memory of a fresh JVM grows with so many of them, and how much of that is heap.
 *
 * <p>The JVM has what makes its memory follow its use: a collector that compacts all of the heap
 * each time, a small young generation, all of which is resident from the start, and no compiler
 * that takes much memory for its work.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(
    value = 5,
    jvmArgsAppend = {
      FanOutBenchmark.ALLOW_UNSAFE,
      FanOutBenchmark.ALLOW_NATIVE,
      FanOutBenchmark.WATCH_PARENT,
      "-XX:+UseSerialGC",
      "-Xmn8m",
      "-XX:MarkSweepAlwaysCompactCount=1",
      "-XX:TieredStopAtLevel=1"
    })
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ParkedTasks extends MicroBenchmark {
  /** The name of {@link Growth#resident} in the results of JMH. */
  public static final String RESIDENT = "resident";

  /** The name of {@link Growth#heap} there. */
  public static final String HEAP = "heap";

  /** Tasks that wait already before the others come, so that all classes are loaded. */
  private static final int FIRST = 1_000;

  /** Where everything is after a collection; in the young generation memory is only handed out. */
  private static final MemoryPoolMXBean OLD =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().startsWith("Tenured"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the JVM was started without its flags"));

  private static final int KIBI = 1_024;
  private static final long A_MOMENT = 1_000;
  private static final int BALLAST = 1 << 20;
  private static final int GARBAGE = 32 << 20; // several times the young generation

  /** So many wait at once. */
  @Param({"10000", "100000"})
  public int tasks = 10_000;

  /** What the tasks took, each, in bytes. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Growth {
    /** By which the resident memory grew. */
    public double resident;

    /** By which the heap grew. */
    public double heap;

    private Object[] kept = {};

    /** Begins at none. */
    @Setup(Level.Iteration)
    public void reset() {
      resident = 0;
      heap = 0;
    }

    /** Measures so many tasks, each made and parked by the supplier. */
    void of(int tasks, Supplier<?> parked) {
      int all = FIRST + tasks;
      kept = new Object[all + 1];
      fill(0, FIRST, parked);
      usedHeap();
      kept[all] = new byte[BALLAST]; // where garbage was, and the tasks would else find room
      long heapBefore = usedHeap();
      long residentBefore = ResidentMemory.bytes();
      fill(FIRST, all, parked);
      heap = (usedHeap() - heapBefore) / (double) tasks;
      resident = (ResidentMemory.bytes() - residentBefore) / (double) tasks;
    }

    private void fill(int from, int to, Supplier<?> parked) {
      for (int i = from; i < to; i++) {
        kept[i] = parked.get();
      }
      for (int i = from; i < to; i++) {
        if (kept[i] instanceof Thread thread) {
          awaitParked(thread);
        }
      }
    }

    private static void awaitParked(Thread thread) {
      while (thread.getState() != Thread.State.WAITING) {
        LockSupport.parkNanos(A_MOMENT);
      }
    }
  }

  /** A stack of the system's, of which the pages count that were used. */
  @Benchmark
  @Micro(
      key = "parked-platform",
      does = "a platform thread in LockSupport.park",
      quantity = Quantity.PARKED,
      needs = {Need.RESIDENT_MEMORY, Need.PLATFORM_THREADS})
  public void platform(Growth growth) {
    growth.of(tasks, () -> Thread.ofPlatform().daemon().start(ParkedTasks::parkForGood));
  }

  /** Its stack is on the heap. */
  @Benchmark
  @Micro(
      key = "parked-virtual",
      does = "a virtual thread in LockSupport.park",
      quantity = Quantity.PARKED,
      needs = Need.RESIDENT_MEMORY)
  public void virtual(Growth growth) {
    growth.of(tasks, () -> Thread.ofVirtual().start(ParkedTasks::parkForGood));
  }

  /** The callback is an object on the heap. */
  @Benchmark
  @Micro(
      key = "parked-future",
      does = "a CompletableFuture that nothing has completed yet, with a stage after it",
      quantity = Quantity.PARKED,
      needs = Need.RESIDENT_MEMORY)
  @SuppressWarnings("FutureReturnValueIgnored") // nothing completes them
  public void future(Growth growth) {
    growth.of(
        tasks,
        () -> {
          var pending = new CompletableFuture<Integer>();
          pending.thenApply(count -> count + 1);
          return pending;
        });
  }

  /** The same of Netty, whose callback knows its loop. */
  @Benchmark
  @Micro(
      key = "parked-event-loop",
      does = "a promise of Netty that nothing has completed yet, with a listener",
      quantity = Quantity.PARKED,
      needs = Need.RESIDENT_MEMORY)
  public void eventLoop(Growth growth, Loop loop) {
    EventLoop one = loop.one();
    growth.of(
        tasks, () -> one.<Integer>newPromise().addListener(ended -> parked(ended.isSuccess())));
  }

  /** An object with the place where it goes on. */
  @Benchmark
  @Micro(
      key = "parked-generator",
      does = "an iterator written by hand, between two calls of next()",
      quantity = Quantity.PARKED,
      needs = Need.RESIDENT_MEMORY)
  public void generator(Growth growth) {
    growth.of(
        tasks,
        () -> {
          var suspended = new Generator(2);
          suspended.nextInt();
          return suspended;
        });
  }

  /** A header of 16 bytes, and 1,024 bytes. */
  @Benchmark
  @Micro(
      key = "known-array",
      does = "an array of 1,024 bytes, which takes 1,040 on the heap",
      quantity = Quantity.ARRAY,
      needs = Need.RESIDENT_MEMORY)
  public void array(Growth growth) {
    growth.of(tasks, () -> new byte[KIBI]);
  }

  private static void parkForGood() {
    while (parked(true)) {
      LockSupport.park();
    }
  }

  private static boolean parked(boolean still) {
    return still;
  }

  /** Once garbage is gone, and every page of the young generation has been used. */
  private static long usedHeap() {
    byte[] last = {};
    for (int made = 0; made < GARBAGE; made += KIBI) {
      last = new byte[KIBI];
    }
    if (last.length != KIBI) {
      throw new IllegalStateException("no garbage was made");
    }
    System.gc();
    return OLD.getUsage().getUsed();
  }
}
