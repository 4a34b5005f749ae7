package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkTextTest {
  private static final Case PLAIN = work("hello", 100, 3_000, null, null, null);

  @Test
  void namesWhatAllHaveInCommon() {
    assertThat(text(PLAIN, PLAIN)).isEqualTo("100 requests of 3 s");
    assertThat(text(work("hello", 1, 250, null, null, null))).isEqualTo("1 request of 250 ms");
    assertThat(text(work("hello", 100, 3_000, "uniform:1s..5s", null, null)))
        .isEqualTo("100 requests of uniform:1s..5s");
    assertThat(text(work("crawl", 101, 3_000, null, 20L, null)))
        .isEqualTo("101 requests of 3 s, workload crawl, 20 ms CPU");
    assertThat(text(work("download", 9, 3_000, null, null, 65_536)))
        .isEqualTo("9 requests of 3 s, workload download, files of 64 KiB");
  }

  @Test
  void namesAllInWhichTheyDiffer() {
    assertThat(
            text(
                PLAIN,
                work("session", 10, 200, null, null, null),
                work("crawl", 1_000, 3_000, "uniform:1s..5s", 5L, null)))
        .isEqualTo(
            "10, 100 and 1000 requests of 200 ms, 3 s and uniform:1s..5s, workloads crawl, hello"
                + " and session, 0 ms and 5 ms CPU");
  }

  @Test
  void namesTheFirstAndTheLastOfMany() {
    Case[] counts =
        Arrays.stream(new int[] {10, 10_000, 100, 1_000})
            .mapToObj(count -> work("hello", count, 50, null, null, null))
            .toArray(Case[]::new);
    assertThat(text(counts)).isEqualTo("10 to 10000 requests of 50 ms");
  }

  private static String text(Case... works) {
    return WorkText.of(List.of(works));
  }

  private static Case work(
      String workload,
      int requests,
      long delayMs,
      @Nullable String delay,
      @Nullable Long cpuMs,
      @Nullable Integer fileBytes) {
    return new Case("m", null, null, null, null, 1, workload, requests, delayMs)
        .with(Parameter.DELAY, delay)
        .with(Parameter.CPU_MS, cpuMs)
        .with(Parameter.FILE_BYTES, fileBytes);
  }
}
