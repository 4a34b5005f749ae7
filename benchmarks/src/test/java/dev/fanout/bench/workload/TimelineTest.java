package dev.fanout.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.RequestTrace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void numbersLanesInTheOrderOfFirstUse() {
    var timeline = new Timeline(4);
    timeline.record(0, 77, 30, 40, Outcome.right());
    timeline.record(1, 5, 10, 20, Outcome.right());
    timeline.record(2, 77, 50, 60, Outcome.right());
    timeline.record(3, 9, 20, 30, Outcome.right());
    assertThat(timeline.traces()).extracting(RequestTrace::lane).containsExactly(2, 0, 2, 1);
  }

  @Test
  void leavesOutWhatHasNotEnded() {
    var timeline = new Timeline(3);
    timeline.record(1, 1, 10, 20, Outcome.right());
    assertThat(timeline.finished()).isEqualTo(1);
    assertThat(timeline.traces()).extracting(RequestTrace::request).containsExactly(1);
  }

  @Test
  void countsTimesFromItsBeginning() {
    var timeline = new Timeline(1);
    timeline.begin();
    long now = System.nanoTime();
    timeline.record(0, 1, now + 2_000_000, now + 5_000_000, Outcome.right());
    RequestTrace trace = timeline.traces().getFirst();
    assertThat(trace.startMs()).isGreaterThanOrEqualTo(2);
    assertThat(trace.endMs() - trace.startMs()).isCloseTo(3, within(1e-6));
  }

  @Test
  void isRightWhereAllOfARangeHaveEndedWell() {
    var timeline = new Timeline(4);
    timeline.record(0, 1, 10, 20, new Outcome.Wrong("wrong body"));
    timeline.record(1, 1, 10, 20, Outcome.right());
    timeline.record(2, 1, 10, 20, Outcome.right());
    assertThat(timeline.isRight(1, 2)).isTrue();
    assertThat(timeline.isRight(0, 3)).as("one was wrong").isFalse();
    assertThat(timeline.isRight(1, 3)).as("one has not ended").isFalse();
  }

  @Test
  void takesBackWhatIsFoundWrongLaterButKeepsTheFirstReason() {
    var timeline = new Timeline(4);
    timeline.record(0, 1, 10, 20, Outcome.right());
    timeline.record(1, 1, 10, 20, new Outcome.Wrong("HTTP status 500"));
    timeline.record(2, 1, 10, 20, Outcome.right());
    timeline.fault(Map.of(1, "no file", 2, "no file", 3, "no file"));
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactly("ok", "HTTP status 500", "no file");
  }
}
