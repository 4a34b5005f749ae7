package dev.fanout.bench.workload;

import java.time.Duration;
import java.util.stream.LongStream;
import org.openjdk.jmh.infra.Blackhole;

/** CPU time as an amount of work, so that each model does the same, whatever thread it is on. */
public final class CpuTokens {
  private static final long SAMPLE = 1_000_000;
  private static final int SAMPLES = 12;

  private CpuTokens() {}

  /**
   * The tokens of {@link Blackhole#consumeCPU} that take that time on this machine at its fastest:
   * the best of several samples, so that the work never takes less.
   */
  public static long worth(Duration cpu) {
    if (cpu.isZero()) {
      return 0;
    }
    long fastest = LongStream.generate(CpuTokens::sample).limit(SAMPLES).min().getAsLong();
    return Math.multiplyExact(cpu.toNanos(), SAMPLE) / fastest;
  }

  private static long sample() {
    long start = System.nanoTime();
    Blackhole.consumeCPU(SAMPLE);
    return Math.max(1, System.nanoTime() - start);
  }
}
