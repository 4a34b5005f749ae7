package dev.fanout.report.finding;

import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.CaseNames;
import java.util.List;
import java.util.Map;

/**
 * All that findings are made from.
 *
 * @param environment where, with what and by which plan it was measured
 * @param shots all shots that came, valid or not
 * @param requests the requests that ended, of each shot; none where their file is missing
 * @param summaries a row per case and temperature
 * @param claims the published figures
 * @param linesLeftOut files that end in the middle of a row, and how many lines of each are left
 *     out for that
 */
public record Measurements(
    Environment environment,
    List<Shot> shots,
    Map<Shot, List<RequestTrace>> requests,
    List<Summary> summaries,
    List<Claim> claims,
    Map<String, Integer> linesLeftOut) {

  /** The name of a row: case and temperature. */
  String name(Summary row) {
    return CaseNames.of(summaries.stream().map(Summary::measured))
        .of(row.measured(), row.temperature());
  }

  /** The shots of a case at one temperature, valid or not. */
  List<Shot> shots(Summary row) {
    return shots.stream().filter(row::isOf).toList();
  }

  /** Those of them that count. */
  List<Shot> validShots(Summary row) {
    return shots(row).stream().filter(Shot::valid).toList();
  }

  /** The requests of a shot, as far as they are known. */
  List<RequestTrace> requests(Shot shot) {
    return requests.getOrDefault(shot, List.of());
  }
}
