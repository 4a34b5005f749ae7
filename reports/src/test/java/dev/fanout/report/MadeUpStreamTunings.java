package dev.fanout.report;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.Kept;
import dev.fanout.report.tuning.StreamTuning.Predicted;
import dev.fanout.report.tuning.StreamTuning.StreamShot;
import dev.fanout.report.tuning.StreamTuning.Wanted;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Searches for the response times of a stream made up for tests; requests take 200 ms. */
final class MadeUpStreamTunings {
  private static final double GOAL_MS = 500;

  private MadeUpStreamTunings() {}

  /** 21 threads keep the goal at 80 a second, with each of two draws. */
  static Tuning size() {
    return size(
        List.of(shot(21, 80, 1, 431, 440), shot(20, 80, 1, 512, 528), shot(21, 80, 2, 449, 440)));
  }

  /** The same, but the fresh draw does not keep it. */
  static Tuning luck() {
    return size(
        List.of(shot(21, 80, 1, 431, 490), shot(20, 80, 1, 512, 528), shot(21, 80, 2, 537, 490)));
  }

  private static Tuning size(List<StreamShot> shots) {
    return tuning(
        stream(Wanted.SIZE, "poisson:80/s", shots, new Kept(21, 80, true, 22.5)),
        advice(21, true, Limit.GOAL));
  }

  /** 10 threads are the most that are allowed, and keep it at 42 a second. */
  static Tuning missed() {
    return tuning(
        stream(
            Wanted.SIZE,
            "poisson:80/s",
            List.of(shot(10, 42.1, 1, 470, 480), shot(10, 42.1, 2, 492, 480)),
            new Kept(10, 42.1, true, 95)),
        advice(10, false, Limit.MAX_SIZE));
  }

  /** No request takes as little time as the goal allows 99 of 100. */
  static Tuning hopeless() {
    StreamTuning stream =
        new StreamTuning(
            Wanted.SIZE,
            "poisson:80/s",
            80.0,
            216.7,
            507.1,
            17.3,
            theory(true),
            List.of(shot(38, 80, 1, 495, 507.5), shot(38, 80, 2, 512, 507.5)),
            null);
    return tuning(stream, advice(38, false, Limit.WORK));
  }

  /** 40 threads keep it up to 185 a second. */
  static Tuning rate() {
    return tuning(
        stream(
            Wanted.RATE,
            "poisson:1/s",
            List.of(
                shot(40, 185, 1, 478, 481), shot(40, 189, 1, 560, 570), shot(40, 185, 2, 490, 481)),
            new Kept(40, 185, true, 31.4)),
        advice(40, true, Limit.GOAL));
  }

  private static Advice advice(int size, boolean met, Limit limit) {
    return new Advice(
        size,
        met,
        size,
        size,
        null,
        limit,
        "ExecutorService pool = Executors.newFixedThreadPool(%d);".formatted(size),
        met,
        null);
  }

  private static StreamTuning stream(
      Wanted wanted, String arrivals, List<StreamShot> shots, @Nullable Kept kept) {
    boolean ofSize = wanted == Wanted.SIZE;
    return new StreamTuning(
        wanted,
        arrivals,
        ofSize ? 80.0 : null,
        201,
        202,
        ofSize ? 16.1 : 199,
        theory(ofSize),
        shots,
        kept);
  }

  private static List<Predicted> theory(boolean ofSize) {
    return ofSize
        ? IntStream.rangeClosed(17, 40)
            .mapToObj(size -> new Predicted(size, 80, 200 + 1_000.0 / (size - 16)))
            .toList()
        : DoubleStream.iterate(100, rate -> rate < 198, rate -> rate + 5)
            .mapToObj(rate -> new Predicted(40, rate, 200 + 3_000 / (199 - rate)))
            .toList();
  }

  private static StreamShot shot(
      int size, double perSecond, long seed, double responseMs, double expectedMs) {
    return new StreamShot(
        size,
        perSecond,
        28_000,
        seed,
        seed != 1,
        expectedMs - 3,
        responseMs,
        responseMs - 4,
        expectedMs);
  }

  private static Tuning tuning(StreamTuning stream, Advice advice) {
    boolean ofSize = stream.wanted() == Wanted.SIZE;
    return new Tuning(
        "fixed-thread-pool",
        "p99=%.0fms".formatted(GOAL_MS),
        2_240,
        ofSize ? advice.goalMet() ? 2_240 : advice.size() : 2_240,
        ofSize && advice.limit() == Limit.MAX_SIZE ? SizeLimit.OPTION : SizeLimit.REQUESTS,
        300_000,
        112_000,
        new Probe(20, 200.6, 0.4, 2, Server.ANSWERS_ALL, 64, null, false),
        ofSize ? Double.valueOf(stream.limit()) : null,
        List.of(),
        List.of(),
        null,
        null,
        advice,
        null,
        null,
        null,
        SizeUnit.THREADS,
        "okhttp",
        null,
        stream);
  }
}
