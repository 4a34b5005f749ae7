package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Work;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTextTest {
  private static final Work PLAIN = new Work("hello", 100, 3_000, null, null, null);

  @Test
  void namesWhatAllHaveInCommon() {
    assertThat(text(PLAIN, PLAIN)).isEqualTo("100 requests of 3 s");
    assertThat(text(new Work("hello", 1, 250, null, null, null))).isEqualTo("1 request of 250 ms");
    assertThat(text(new Work("hello", 100, 3_000, "uniform:1s..5s", null, null)))
        .isEqualTo("100 requests of uniform:1s..5s");
    assertThat(text(new Work("crawl", 101, 3_000, null, 20L, null)))
        .isEqualTo("101 requests of 3 s, workload crawl, 20 ms CPU");
    assertThat(text(new Work("download", 9, 3_000, null, null, 65_536)))
        .isEqualTo("9 requests of 3 s, workload download, files of 64 KiB");
  }

  @Test
  void namesAllInWhichTheyDiffer() {
    assertThat(
            text(
                PLAIN,
                new Work("session", 10, 200, null, null, null),
                new Work("crawl", 1_000, 3_000, "uniform:1s..5s", 5L, null)))
        .isEqualTo(
            "10, 100 and 1000 requests of 200 ms, 3 s and uniform:1s..5s, workloads crawl, hello"
                + " and session, 0 ms and 5 ms CPU");
  }

  @Test
  void namesTheFirstAndTheLastOfMany() {
    Work[] counts =
        Arrays.stream(new int[] {10, 10_000, 100, 1_000})
            .mapToObj(count -> new Work("hello", count, 50, null, null, null))
            .toArray(Work[]::new);
    assertThat(text(counts)).isEqualTo("10 to 10000 requests of 50 ms");
  }

  private static String text(Work... works) {
    return WorkText.of(List.of(works));
  }
}
