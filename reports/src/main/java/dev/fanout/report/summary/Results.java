package dev.fanout.report.summary;

import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run folder, read and summed up: all that a report is made from.
 *
 * @param environment where, with what and by which plan it was measured
 * @param shots all shots that came, valid or not, in the order of firing
 * @param requests the requests that ended, of each shot
 * @param summaries a row per case and temperature, the greatest floor first
 * @param missing planned shots that did not come
 * @param claims the published figures that some case of the run repeats
 * @param findings what is to be said of the measurements, the heaviest first
 * @param tuning what a search for the best pool size found; absent if the run is none
 * @param observations what models did when something went wrong; absent if the run asks for speed
 * @param switching what micro-benchmarks found; absent if the run has none, and then it has shots
 */
public record Results(
    Environment environment,
    List<Shot> shots,
    Map<Shot, List<RequestTrace>> requests,
    List<Summary> summaries,
    List<PlannedShot> missing,
    List<ClaimCheck> claims,
    List<Finding> findings,
    @Nullable Tuning tuning,
    @Nullable Switching switching,
    @Nullable Observations observations) {

  /** A run of shots. */
  public Results(
      Environment environment,
      List<Shot> shots,
      Map<Shot, List<RequestTrace>> requests,
      List<Summary> summaries,
      List<PlannedShot> missing,
      List<ClaimCheck> claims,
      List<Finding> findings,
      @Nullable Tuning tuning) {
    this(environment, shots, requests, summaries, missing, claims, findings, tuning, null, null);
  }

  /** Whether it is a run of streams of arrivals, of which wall times say nothing. */
  public boolean ofStreams() {
    return Stream.concat(
            summaries.stream().map(Summary::measured), missing.stream().map(PlannedShot::measured))
        .anyMatch(Case::isStream);
  }

  /** The valid shots of a row, in the order of firing. */
  public List<Shot> validShots(Summary row) {
    return shots.stream().filter(Shot::valid).filter(row::isOf).toList();
  }
}
