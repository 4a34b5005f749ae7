package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.Progress.UnderWay;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant BEGINS =
      LocalDateTime.parse("2026-01-02T10:00:00").atZone(ZoneId.systemDefault()).toInstant();
  private static final ShotPlan SERIAL =
      Asked.of("smoke", "serial")
          .requests(100)
          .delayMs(987) // with the start of the JVM, 100 s
          .plan()
          .shots()
          .getFirst();
  private static final UnderWay SHOT = new UnderWay(3, 22, SERIAL, BEGINS, BEGINS.plusSeconds(600));

  private final StringWriter out = new StringWriter();

  @Test
  void theBarFollowsTheClock() {
    assertThat(Progress.Terminal.line(SHOT, "", BEGINS))
        .isEqualTo("[ 3/22] serial, cold  [----------]  run ends 10:10:00");
    assertThat(Progress.Terminal.line(SHOT, "46/100  ", BEGINS.plusSeconds(50)))
        .isEqualTo("[ 3/22] serial, cold  [#####-----]  46/100  run ends 10:10:00");
    assertThat(Progress.Terminal.line(SHOT, "", BEGINS.plusSeconds(500))).contains("[##########]");
  }

  @Test
  void aTerminalShowsTheLastCountAndThenTheOutcome() {
    try (var progress = Progress.Terminal.start(new PrintWriter(out))) {
      progress.begins(SHOT);
      progress.heartbeat("46/100 requests done; this shot ends at 10:01:40");
      progress.ends("98.8 s");
    }
    assertThat(out.toString())
        .startsWith("\r\u001b[2K\u001b[?7l[ 3/22] serial") // cut, not wrapped, where narrow
        .contains("run ends 10:10:00\u001b[?7h")
        .endsWith("\r\u001b[2K[ 3/22] serial, cold, round 1: 98.8 s" + System.lineSeparator());
  }

  @Test
  void aLogGetsALineForEachThingTold() {
    try (var progress = new Progress.Plain(new PrintWriter(out))) {
      progress.begins(SHOT);
      progress.heartbeat("46/100 requests done; this shot ends at 10:01:40");
      progress.ends("98.8 s");
    }
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "[ 3/22] 10:00:00  serial, cold, round 1: floor 98.70 s; the run ends at"
                            + " about 10:10:00"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "          46/100 requests done; this shot ends at 10:01:40; the run ends"
                            + " at about 10:10:00"),
            line -> assertThat(line).startsWith("[ 3/22] ").endsWith("  98.8 s"));
  }
}
