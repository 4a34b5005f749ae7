package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseNamesTest {
  @Test
  void aLabelSaysWhatIsNotUsual() {
    assertThat(Samples.CHUNKED.label()).isEqualTo("process-pool 8, chunk 4");
    assertThat(Samples.FUTURE.label()).isEqualTo("completable-future jdk");
    assertThat(Samples.at(Samples.FUTURE, "crawl", null, 20L, 10).label())
        .isEqualTo("completable-future jdk, crawl, 20 ms CPU, 10 handlers");
    assertThat(Samples.at(Samples.VIRTUAL, "crawl", null, 0L, 1).label())
        .isEqualTo("virtual-threads crawl, 1 handler");
    assertThat(download(1_024, "blocking").label()).isEqualTo("m download");
    assertThat(download(1_024, "non-blocking").label())
        .isEqualTo("m download, non-blocking writes");
  }

  @Test
  void aNameSaysOfTheWorkWhatTellsCasesApart() {
    Case drawn = Samples.at(Samples.VIRTUAL, "hello", "lognormal:3s,0.4", null, null);
    var few = new Case("m", null, null, null, null, 9, "hello", 9, 3_000);
    assertThat(names(Samples.VIRTUAL, drawn))
        .containsExactly("virtual-threads, 3 s", "virtual-threads, lognormal:3s,0.4");
    assertThat(names(Samples.VIRTUAL, few))
        .containsExactly("virtual-threads, 100 requests", "m, 9 requests");
    assertThat(names(download(1_024, "blocking"), download(1_500, "blocking")))
        .containsExactly("m download, files of 1 KiB", "m download, files of 1500 bytes");
    assertThat(names(Samples.VIRTUAL, Samples.against(10, Samples.VIRTUAL)))
        .containsExactly("virtual-threads", "virtual-threads 10 handlers");
  }

  @Test
  void leavesOutWhatIsSaidBesideIt() {
    Case few = Samples.against(10, Samples.VIRTUAL);
    assertThat(
            CaseNames.of(List.of(few, Samples.VIRTUAL).stream())
                .without(EnumSet.of(Parameter.HANDLER_THREADS), few))
        .isEqualTo("virtual-threads");
  }

  private static List<String> names(Case... cases) {
    var names = CaseNames.of(List.of(cases).stream());
    return List.of(cases).stream().map(names::of).toList();
  }

  private static Case download(@Nullable Integer fileBytes, String writes) {
    return new Case("m", null, null, null, null, 9, "download", 9, 3_000)
        .with(Parameter.FILE_BYTES, fileBytes)
        .with(Parameter.WRITES, writes);
  }
}
