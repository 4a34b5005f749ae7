package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.RequestTrace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  @Test
  void allRightIsAsExpected() {
    assertThat(Expectation.ALL_RIGHT.unmet(traces("ok", "ok"), 2)).isEmpty();
  }

  @Test
  void namesTheFirstThatFailed() {
    assertThat(Expectation.ALL_RIGHT.unmet(traces("ok", "HTTP status 500", "wrong body"), 3))
        .contains("2 of 3 requests failed, the first of them, number 1: HTTP status 500");
  }

  @Test
  void whatWasCancelledIsNotTheCause() {
    assertThat(Expectation.ALL_RIGHT.unmet(traces("cancelled", "ok", "wrong body", "cancelled"), 5))
        .contains(
            "1 of 5 requests failed, the first of them, number 2: wrong body; 2 were cancelled;"
                + " 1 were not sent or never ended");
  }

  @Test
  void aShotThatWasCancelledDoesNotCount() {
    assertThat(Expectation.ALL_RIGHT.unmet(traces("cancelled", "cancelled"), 2))
        .contains("0 of 2 requests failed; 2 were cancelled");
  }

  @Test
  void someThatNeverEndedAreMissed() {
    assertThat(Expectation.ALL_RIGHT.unmet(traces("ok"), 3))
        .contains("1 of 3 requests ended, but not number 1, 2");
  }

  private static List<RequestTrace> traces(String... statuses) {
    var traces = new ArrayList<RequestTrace>();
    for (String status : statuses) {
      traces.add(new RequestTrace(traces.size(), 0, 0, 1, status));
    }
    return traces;
  }
}
