package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.Planned;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.server.Load;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shots that do not count, each for another reason; valid ones are seen end to end. */
class JudgeTest {
  private static final Planned PLANNED =
      Asked.of("smoke", "serial").requests(3).plan().shots().getFirst();

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
    Shot shot = judged(Optional.of(trace(3, null)), new Served.Counted(new Load(3, 0, 1, 0)));
    assertThat(shot.valid()).isFalse();
    assertThat(shot.elapsedMs()).isNull();
    assertThat(shot.failure()).contains("JMH gave no result");
    assertThat(shot.serverPeakInFlight()).isEqualTo(1);
  }

  @Test
  void whyJmhDidNotFireIsTold() {
    Shot shot =
        judged(Optional.empty(), Optional.of("no matching benchmarks"), new Served.Uncounted());
    assertThat(shot.failure()).isEqualTo("JMH did not fire the shot: no matching benchmarks");
  }

  @Test
  void whatTheMachineDidMeanwhileIsKept() {
    Shot shot = judged(Optional.of(trace(3, null)), new Served.Uncounted());
    assertThat(shot.cpuBusy()).isEqualTo(0.25);
    assertThat(shot.listenOverflows()).isEqualTo(7);
  }

  private static ShotTrace trace(int requests, @Nullable String failure) {
    return new ShotTrace(
        1.5,
        IntStream.range(0, requests)
            .mapToObj(i -> new RequestTrace(i, 0, i, i + 1, RequestTrace.OK))
            .toList(),
        failure,
        0.25,
        7,
        null,
        null,
        null);
  }

  private static Shot judged(Optional<ShotTrace> trace, Served served) {
    return judged(trace, Optional.empty(), served);
  }

  private static Shot judged(Optional<ShotTrace> trace, Optional<String> trouble, Served served) {
    var fired = new JmhShot(Optional.empty(), trace, trouble);
    return Judge.judge(PLANNED, fired, served, "run", Instant.EPOCH);
  }
}
