package dev.fanout.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.Samples;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SummaryColumn;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummariesTest {
  @Test
  void sumsUpByCaseAndTemperatureTheGreatestFloorFirst() throws IOException {
    assertThat(rows(Samples.shots()))
        .extracting(Summary::label)
        .containsExactly(
            "serial, cold",
            "process-pool 8, chunk 4, cold",
            "completable-future jdk, cold",
            "completable-future jdk, warm",
            "virtual-threads, warm");
  }

  @Test
  void takesMedianLeastAndGreatest() throws IOException {
    Summary row = row(Samples.shots(), Samples.VIRTUAL, Temperature.WARM);
    assertThat(row.shots()).isEqualTo(3);
    assertThat(row.medianMs()).isEqualTo(3_021.25);
    assertThat(row.minMs()).isEqualTo(3_019);
    assertThat(row.maxMs()).isEqualTo(3_025.5);
    assertThat(row.overheadMs()).isEqualTo(21.25);
    assertThat(row.efficiency()).isEqualTo(3_000 / 3_021.25);
    assertThat(row.speedup()).isEqualTo(300_500 / 3_021.25);
  }

  @Test
  void leavesFailedShotsOutAndCountsThem() throws IOException {
    Summary row = row(Samples.shots(), Samples.FUTURE, Temperature.WARM);
    assertThat(row.shots()).isEqualTo(2);
    assertThat(row.failedShots()).isEqualTo(1);
    assertThat(row.medianMs()).isEqualTo(3_030);
  }

  @Test
  void givesNoTimeWhereNoShotIsValid() throws IOException {
    Summary row = row(Samples.shots(), Samples.FUTURE, Temperature.COLD);
    assertThat(row.shots()).isZero();
    assertThat(row.medianMs()).isNull();
    assertThat(row.efficiency()).isNull();
    assertThat(row.speedup()).isNull();
  }

  @Test
  void givesNoSpeedupWithoutSerialOnTheSameWorkload() throws IOException {
    var other = new Case("serial", null, "okhttp", null, null, 1, "hello", 50, 3_000);
    List<Shot> shots =
        List.of(
            Samples.shot(other, Temperature.COLD, 1, 150_000, 150_100),
            Samples.shot(Samples.VIRTUAL, Temperature.COLD, 1, 3_000, 3_400));
    assertThat(row(shots, Samples.VIRTUAL, Temperature.COLD).speedup()).isNull();
  }

  @Test
  void givesTheSpeedupOverSerialAtTheSameWorkAndServer() {
    for (Case other :
        List.of(
            Samples.at(Samples.SERIAL, "session", null, null, null),
            Samples.at(Samples.SERIAL, "hello", "uniform:1s..5s", null, null),
            Samples.at(Samples.SERIAL, "hello", null, 20L, null),
            Samples.against(10, Samples.SERIAL))) {
      List<Shot> shots =
          List.of(
              Samples.shot(other, Temperature.COLD, 1, 300_000, 300_000),
              Samples.shot(Samples.VIRTUAL, Temperature.COLD, 1, 3_000, 3_000));
      assertThat(Summaries.of(shots, List.of()))
          .as(other.label())
          .extracting(Summary::speedup)
          .containsExactly(1.0, null);
    }
    List<Shot> shots =
        List.of(
            Samples.shot(Samples.against(10, Samples.SERIAL), Temperature.COLD, 1, 1, 300_000),
            Samples.shot(Samples.against(10, Samples.VIRTUAL), Temperature.COLD, 1, 1, 30_000));
    assertThat(Summaries.of(shots, List.of()))
        .extracting(Summary::speedup)
        .containsExactlyInAnyOrder(1.0, 10.0);
  }

  @Test
  void setsTheTutorialsFigureBesideTheSameExperimentAlone() throws IOException {
    assertThat(row(Samples.shots(), Samples.CHUNKED, Temperature.COLD).publishedMs())
        .isEqualTo(48_170);
    assertThat(row(Samples.shots(), Samples.SERIAL, Temperature.COLD).publishedMs())
        .isEqualTo(305_170);
    assertThat(row(Samples.shots(), Samples.FUTURE, Temperature.WARM).publishedMs())
        .isEqualTo(3_106);
    assertThat(row(Samples.shots(), Samples.VIRTUAL, Temperature.WARM).publishedMs()).isNull();
    var unchunked = new Case("process-pool", null, "okhttp", 8, 1, 8, "hello", 100, 3_000);
    assertThat(
            row(
                    List.of(Samples.shot(unchunked, Temperature.COLD, 1, 39_000, 39_200)),
                    unchunked,
                    Temperature.COLD)
                .publishedMs())
        .isNull();
  }

  private static List<Summary> rows(List<Shot> shots) throws IOException {
    return Summaries.of(shots, ClaimsCsv.read());
  }

  private static Summary row(List<Shot> shots, Case measured, Temperature temperature)
      throws IOException {
    return rows(shots).stream()
        .filter(row -> row.measured().equals(measured) && row.temperature() == temperature)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void comparesWithSerialOfTheSameTemperature() {
    List<Shot> shots =
        List.of(
            Samples.shot(Samples.SERIAL, Temperature.COLD, 1, 50, 250),
            Samples.shot(Samples.SERIAL, Temperature.WARM, 1, 50, 52),
            Samples.shot(Samples.VIRTUAL, Temperature.WARM, 1, 50, 52),
            Samples.shot(Samples.VIRTUAL, Temperature.COLD, 1, 50, 250));
    assertThat(Summaries.of(shots, List.of()))
        .hasSize(4)
        .allSatisfy(row -> assertThat(row.speedup()).isEqualTo(1));
  }

  @Test
  void whatAddsUpOverRequestsHasAShareForEach() {
    List<Shot> shots =
        List.of(
            costing(1, Map.of(Metric.CPU_USER_MS, 30.0, Metric.VOLUNTARY_SWITCHES, 150.0)),
            costing(2, Map.of(Metric.CPU_USER_MS, 50.0, Metric.PEAK_RSS_KB, 9.0)));
    Summary row = Summaries.of(shots, List.of()).getFirst();
    assertThat(figure("cpu_user_ms", row)).isEqualTo(40.0);
    assertThat(figure("cpu_user_ms_per_request", row)).isEqualTo(0.4);
    assertThat(figure("voluntary_switches_per_request", row)).isEqualTo(1.5);
    assertThat(figure("allocated_bytes_per_request", row)).isNull();
    assertThat(SummaryColumn.all())
        .extracting(SummaryColumn::name)
        .doesNotContain("peak_rss_kb_per_request", "pinned_per_request");
  }

  private static Shot costing(int round, Map<Metric, Double> values) {
    return Samples.with(
        values, Samples.shot(Samples.VIRTUAL, Temperature.WARM, round, 3_000, 3_010));
  }

  private static @Nullable Number figure(String column, Summary row) {
    return SummaryColumn.all().stream()
        .filter(each -> each.name().equals(column))
        .findFirst()
        .orElseThrow()
        .figure()
        .apply(row);
  }
}
