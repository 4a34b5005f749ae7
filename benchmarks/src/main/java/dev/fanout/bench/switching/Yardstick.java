package dev.fanout.bench.switching;

import dev.fanout.report.measurement.Quantity;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;

/** What is known beforehand, so that a run shows by itself whether its times are right. */
public class Yardstick extends MicroBenchmark {
  private static final long MILLIS = 1;

  /** Takes 1 ms at least, and a little longer, since the timer wakes it late. */
  @Benchmark
  @Micro(
      key = "known-sleep",
      does = "Thread.sleep of 1 ms, which no clock may find shorter",
      quantity = Quantity.WAIT)
  public void sleep() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(MILLIS);
  }
}
