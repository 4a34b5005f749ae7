package dev.fanout.report.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.Samples;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Summaries;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimChecksTest {
  @Test
  void explainsTheChunk() throws IOException {
    ClaimCheck check = check(Samples.CHUNKED, Temperature.COLD, 48_000, 48_250);
    assertThat(check.reproduced()).isTrue();
    assertThat(check.reason())
        .isEqualTo(
            "Both follow the same schedule: 25 chunks of 4, 8 at a time, make 4 rounds of 4"
                + " requests, 48.00 s; without chunks they would take 39.00 s.");
  }

  @Test
  void blamesAColdStart() throws IOException {
    ClaimCheck check = check(Samples.FUTURE, Temperature.COLD, 3_000, 3_450);
    assertThat(check.verdict()).isEqualTo("not reproduced");
    assertThat(check.reason())
        .isEqualTo(
            "It took 11.1 % longer than published, with a floor of 3.000 s; a fresh JVM loads and"
                + " compiles its classes during the shot, which costs the tutorial's Python next"
                + " to nothing.");
  }

  @Test
  void blamesNobodyWithoutReason() throws IOException {
    assertThat(check(Samples.FUTURE, Temperature.WARM, 3_000, 3_450).reason())
        .isEqualTo("It took 11.1 % longer than published, with a floor of 3.000 s.");
    assertThat(check(Samples.SERIAL, Temperature.COLD, 300_000, 200_000).reason())
        .isEqualTo("It took 34.5 % less than published, with a floor of 300.00 s.");
  }

  @ParameterizedTest
  @CsvSource({"45761, false", "45762, true", "50578, true", "50579, false"})
  void agreesWithinFivePercentOfThePublishedFigure(double elapsedMs, boolean reproduced)
      throws IOException {
    assertThat(check(Samples.CHUNKED, Temperature.COLD, 48_000, elapsedMs).reproduced())
        .isEqualTo(reproduced);
  }

  @Test
  void checksEachTemperatureAndClientAndNothingWithoutAValidShot() throws IOException {
    assertThat(ClaimChecks.of(Summaries.of(Samples.shots(), ClaimsCsv.read()), ClaimsCsv.read()))
        .extracting(check -> check.claim().id() + ": " + check.summary().label())
        .containsExactly(
            "serial-100: serial, cold",
            "process-pool-100: process-pool 8, chunk 4, cold",
            "async-100: completable-future jdk, warm");
  }

  /** A case of each mechanism that was published, and the figure it is held against. */
  @ParameterizedTest
  @CsvSource({
    "serial, , , , 1, 100, serial-100",
    "process-pool, , 8, 4, 8, 100, process-pool-100",
    "completable-future, , , , 100, 100, async-100",
    "completable-future, , , , 5, 5, async-5",
    "blocking-in-async, , , , 1, 5, blocking-in-async-5",
    "blocking-in-async, wrapped, , , 1, 5, wrapped-blocking-5",
    "process-pool-async, , 2, 50, 100, 100, process-pool-async-100",
    "process-pool-async, , 2, 10, 20, 100, ",
    "completable-future, , 10, , 10, 100, ",
    "completable-future, limited, , , 100, 100, ",
    "process-pool, , 8, 1, 8, 100, ",
    "process-pool, , 100, 4, 25, 100, ",
  })
  void knowsWhichCaseRepeatsWhichExperiment(
      String model,
      @Nullable String variant,
      @Nullable Integer size,
      @Nullable Integer chunk,
      int inFlight,
      int requests,
      @Nullable String claim)
      throws IOException {
    var measured =
        new Case(model, variant, "okhttp", size, chunk, inFlight, "hello", requests, 3_000);
    assertThat(ClaimsCsv.read())
        .filteredOn(each -> each.isAbout(measured))
        .extracting(Claim::id)
        .isEqualTo(claim == null ? List.of() : List.of(claim));
  }

  @Test
  void isAboutHelloWithOneDelayAndAServerWithoutALimit() throws IOException {
    assertThat(ClaimsCsv.read())
        .anyMatch(claim -> claim.isAbout(Samples.SERIAL))
        .noneMatch(claim -> claim.isAbout(Samples.against(200, Samples.SERIAL)))
        .noneMatch(claim -> claim.isAbout(Samples.at(Samples.SERIAL, "session", null, null, null)))
        .noneMatch(
            claim -> claim.isAbout(Samples.at(Samples.SERIAL, "hello", "3s,1%:30s", null, null)));
  }

  private static ClaimCheck check(
      Case measured, Temperature temperature, double floorMs, double elapsedMs) throws IOException {
    List<Shot> shots = List.of(Samples.shot(measured, temperature, 1, floorMs, elapsedMs));
    return ClaimChecks.of(Summaries.of(shots, ClaimsCsv.read()), ClaimsCsv.read()).getFirst();
  }
}
