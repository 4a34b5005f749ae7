package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Probe;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How many calls of the user's own a real probe finds to go on at once. */
@Tag("slow")
@Isolated("compares the times of calls, which other tests would draw out")
class JavaCallCapacityTest {
  @Test
  void theCapacityOfACallThatLetsSevenThroughIsFound() throws Exception {
    var work = new Work(WorkloadKind.CALL, 100, Delay.fixed(OwnCalls.WAIT), 1);
    var probe =
        new ServerProbe(
            new Target.Given(OwnCalls.of(OwnCalls.SevenAtOnce.class)),
            work,
            Deadline.in(Duration.ofSeconds(40), new CompletableFuture<>()));
    ServerProbe.Alone alone = probe.alone(Duration.ofMillis(300));
    Probe observed = probe.bursts(alone, 40, Duration.ofSeconds(20)).probe();
    assertThat(observed.server()).isEqualTo(Probe.Server.QUEUES);
    assertThat(observed.capacity()).isBetween(6, 8);
  }
}
