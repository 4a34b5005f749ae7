package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.tune.Questions;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.server.Delay;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a pool may get on machines that are made up, for 10,000 requests. */
class SizeLimitsTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    // Nothing is short: no more than the requests can be in flight.
    "fixed-thread-pool, , 64, 100000, 10000, REQUESTS",
    "fixed-thread-pool, 50, 64, 100000, 50, OPTION",
    "fixed-thread-pool, 20000, 64, 100000, 10000, REQUESTS",
    // Half of the memory, at 1 MiB a thread and at 100 MiB a worker; virtual threads need none.
    "fixed-thread-pool, , 4, 100000, 2048, MEMORY",
    "fixed-thread-pool, 50, 4, 100000, 50, OPTION",
    "process-pool, , 4, 100000, 20, MEMORY",
    "virtual-threads, , 4, 100000, 10000, REQUESTS",
    "completable-future, , 4, 100000, 10000, REQUESTS",
    // 200 files are spared for the harness; a worker has three pipes.
    "virtual-threads, , 64, 1024, 824, OPEN_FILES",
    "process-pool, , 64, 1024, 274, OPEN_FILES",
    "process-pool, , 4, 260, 20, MEMORY",
    "process-pool, , 4, 230, 10, OPEN_FILES",
    // One at a time at least, however small the machine; the preflight refuses what cannot be.
    "process-pool, , 0, 100000, 1, MEMORY",
    "virtual-threads, , 64, 100, 1, OPEN_FILES"
  })
  void theSmallestLimitBindsAndIsNamed(
      String model, @Nullable Integer asked, int gib, long files, int most, SizeLimit from) {
    var question = Questions.of(model, "makespan", Questions.work(10_000, "1s"), asked);
    assertThat(SizeLimits.of(question, gib * GIB, files)).isEqualTo(new SizeLimits(most, from));
  }

  @Test
  void aDownloadHasItsFileOpenToo() {
    var work = new Work(WorkloadKind.DOWNLOAD, 10_000, Delay.parse("1s"), 1);
    var question = Questions.of("virtual-threads", "makespan", work, null);
    assertThat(SizeLimits.of(question, 64 * GIB, 1_024))
        .isEqualTo(new SizeLimits(412, SizeLimit.OPEN_FILES));
  }

  @Test
  void aServerThatTakesFewerConnectionsBindsSooner() {
    var limits = new SizeLimits(200, SizeLimit.REQUESTS);
    assertThat(limits.connected(OptionalInt.of(150)))
        .isEqualTo(new SizeLimits(150, SizeLimit.CONNECTIONS));
    assertThat(limits.connected(OptionalInt.of(200))).isEqualTo(limits);
    assertThat(limits.connected(OptionalInt.empty())).isEqualTo(limits);
  }

  @Test
  void aServerThatHandlesFewerBindsSooner() {
    var limits = new SizeLimits(100, SizeLimit.MEMORY);
    assertThat(limits.handled(25)).isEqualTo(new SizeLimits(25, SizeLimit.SERVER));
    assertThat(limits.handled(100)).isEqualTo(limits);
  }
}
