package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotRunner.JudgedShot;
import dev.fanout.bench.tune.Bench;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.StandStill;
import dev.fanout.server.Load;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which shots count, and why others do not. */
class JudgeTest {
  private static final Map<Metric, Double> MEASURED =
      Map.of(Metric.OPEN_MS, 1.5, Metric.CPU_BUSY, 0.25, Metric.LISTEN_OVERFLOWS, 7.0);

  private static final ShotPlan PLANNED =
      Asked.of("smoke", "serial").requests(3).plan().shots().getFirst();

  private static final ShotPlan SESSION =
      Asked.of("smoke", "serial").workloads("session").requests(3).plan().shots().getFirst();

  @ParameterizedTest
  @CsvSource({
    "hello, 3, 0,",
    "hello, 2, 0, The server counted 2 requests where 3 were to be sent.",
    "hello, 4, 0, The server counted 4 requests where 3 were to be sent.",
    "hello, 3, 1, The server counted 1 login where 0 was right.",
    "session, 3, 1,",
    "session, 3, 0, The server counted 0 logins where 1 was right.",
    "session, 3, 3, The server counted 3 logins where 1 was right."
  })
  void aShotCountsOnlyIfTheServerCountedTheSame(
      String workload, long served, long logins, @Nullable String failure) {
    ShotPlan planned = workload.equals("session") ? SESSION : PLANNED;
    var counted = new Served.Counted(new Load(served, 0, 1, logins, 0, 0, null));
    Shot shot = Judge.judge(planned, allRight(), counted, "run", Instant.EPOCH);
    assertThat(shot.failure()).isEqualTo(failure);
    assertThat(shot.valid()).isEqualTo(failure == null);
    assertThat(shot.elapsedMs()).isEqualTo(failure == null ? 51.0 : null);
  }

  @Test
  void aShotWhoseServerIsGoneDoesNotCount() {
    Shot shot = judged(allRight(), new Served.Gone());
    assertThat(shot.valid()).isFalse();
    assertThat(shot.elapsedMs()).isNull();
    assertThat(shot.failure()).contains("server ended before it could be asked");
  }

  @Test
  void aServerThatEndedIsNamedAsTheCause() {
    Shot shot = judged(Optional.of(trace(0, "3 of 3 requests failed")), new Served.Gone());
    assertThat(shot.failure())
        .isEqualTo("The server ended during the shot: 3 of 3 requests failed");
  }

  @Test
  void aServerThatDoesNotCountSaysNothingAgainstAShot() {
    assertThat(judged(allRight(), new Served.Uncounted()).valid()).isTrue();
  }

  @Test
  void aJvmThatLeftNoTraceFailsAllRequests() {
    Shot shot = judged(Optional.empty(), new Served.Uncounted());
    assertThat(shot.valid()).isFalse();
    assertThat(shot.failed()).isEqualTo(3);
    assertThat(shot.failure()).contains("measured JVM ended before its shot did");
  }

  @Test
  void whatTheMeasuredJvmFoundWrongIsTold() {
    Shot shot = judged(Optional.of(trace(2, "1 of 3 requests failed")), new Served.Uncounted());
    assertThat(shot.valid()).isFalse();
    assertThat(shot.succeeded()).isEqualTo(2);
    assertThat(shot.failed()).isEqualTo(1);
    assertThat(shot.failure()).isEqualTo("1 of 3 requests failed");
  }

  @Test
  void aResultThatJmhDroppedIsNotInvented() {
    Shot shot =
        judged(Optional.of(trace(3, null)), new Served.Counted(new Load(3, 0, 1, 0, 0, 0, null)));
    assertThat(shot.valid()).isFalse();
    assertThat(shot.elapsedMs()).isNull();
    assertThat(shot.failure()).contains("JMH gave no result");
    assertThat(shot.count(Metric.SERVER_PEAK_IN_FLIGHT)).isEqualTo(1);
  }

  @Test
  void whyJmhDidNotFireIsTold() {
    Shot shot =
        judged(Optional.empty(), Optional.of("JMH did not fire the shot"), new Served.Uncounted());
    assertThat(shot.failure()).isEqualTo("JMH did not fire the shot");
  }

  @Test
  void aShotDuringWhichAProcessStoodStillDoesNotCount() {
    var server = new Served.Counted(new Load(3, 0, 3, 0, 4_983, 0, null));
    Shot shot = judged(Optional.of(trace(3, null)), server);
    assertThat(shot.valid()).isFalse();
    assertThat(shot.stoodStill()).isEqualTo(new StandStill("slow server", 4_983));
    assertThat(shot.failure()).endsWith("slow server, for 5.0 s.");
  }

  @Test
  void whatStoodStillLongestIsNamed() {
    var worker = new StandStill("worker 2", 6_000);
    var server = new Served.Counted(new Load(3, 0, 3, 0, 4_983, 0, null));
    assertThat(judged(Optional.of(trace(3, "7 of 7 failed", worker)), server).stoodStill())
        .isEqualTo(worker);
  }

  @Test
  void aShotThatWasStoppedSaysWhy() {
    var fired = ShotResult.failed(Optional.empty(), Optional.empty());
    assertThat(fired.isCutShort()).isTrue();
    Shot shot = judged(fired.stopped("it was stopped"), new Served.Uncounted());
    assertThat(shot.failure()).isEqualTo("it was stopped");
  }

  @Test
  void aShotWhoseFailureIsKnownWasNotCutShort() {
    var failed = ShotResult.failed(Optional.of(trace(2, "1 failed")), Optional.empty());
    assertThat(failed.isCutShort()).isFalse();
    var noResult = ShotResult.failed(Optional.of(trace(3, null)), Optional.empty());
    assertThat(noResult.isCutShort()).isTrue();
  }

  @Test
  void ofItsSizeOnlyAShotSaysSomethingThatWasLeftAlone() {
    var worker = new StandStill("worker 2", 6_000);
    Shot stood = judged(Optional.of(trace(3, "7 failed", worker)), new Served.Uncounted());
    Shot failed = judged(Optional.of(trace(2, "1 failed")), new Served.Uncounted());
    assertThat(BudgetedShots.nothingOfItsSize(new JudgedShot(stood, Optional.empty(), false)))
        .contains(new Bench.Disturbed<>(worker.failure()));
    assertThat(BudgetedShots.nothingOfItsSize(new JudgedShot(failed, Optional.empty(), true)))
        .contains(new Bench.OutOfTime<>());
    assertThat(BudgetedShots.nothingOfItsSize(new JudgedShot(failed, Optional.empty(), false)))
        .isEmpty();
  }

  @Test
  void whatTheMachineDidMeanwhileIsKept() {
    Shot shot = judged(Optional.of(trace(3, null)), new Served.Uncounted());
    assertThat(shot.values()).isEqualTo(MEASURED);
  }

  /** As JMH and the measured JVM tell of it: 51 ms, and nothing wrong. */
  private static ShotResult allRight() {
    return new ShotResult(
        OptionalDouble.of(51),
        Optional.of(trace(3, null)),
        Optional.empty(),
        ShotResult.OwnRecord.NONE);
  }

  private static ShotTrace trace(int requests, @Nullable String failure) {
    return trace(requests, failure, null);
  }

  private static ShotTrace trace(
      int requests, @Nullable String failure, @Nullable StandStill stoodStill) {
    return new ShotTrace(
        IntStream.range(0, requests)
            .mapToObj(i -> new RequestTrace(i, 0, i, i + 1, RequestTrace.OK))
            .toList(),
        failure,
        stoodStill,
        MEASURED);
  }

  private static Shot judged(Optional<ShotTrace> trace, Served served) {
    return judged(trace, Optional.empty(), served);
  }

  private static Shot judged(Optional<ShotTrace> trace, Optional<String> trouble, Served served) {
    return judged(ShotResult.failed(trace, trouble), served);
  }

  private static Shot judged(ShotResult fired, Served served) {
    return Judge.judge(PLANNED, fired, served, "run", Instant.EPOCH);
  }
}
