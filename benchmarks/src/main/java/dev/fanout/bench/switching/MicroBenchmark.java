package dev.fanout.bench.switching;

import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.server.ParentWatch;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What all micro-benchmarks of times have in common: the average of many, on JMH's clock. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {
      FanOutBenchmark.ALLOW_UNSAFE,
      FanOutBenchmark.ALLOW_NATIVE,
      FanOutBenchmark.WATCH_PARENT
    })
@Warmup(iterations = 3, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Threads(1)
@State(Scope.Thread)
public abstract class MicroBenchmark {
  /** Ends this JVM with the one that forked it, and makes it speak no country's language. */
  @Setup(Level.Trial)
  public void begin() {
    Locale.setDefault(Locale.ROOT); // JMH has started this JVM, so that no main of ours could
    if (Boolean.getBoolean("fanout.watch-parent")) {
      ParentWatch.start();
    }
  }
}
