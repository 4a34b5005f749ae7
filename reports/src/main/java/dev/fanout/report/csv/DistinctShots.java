package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.ShotKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The shots of one run as they are read: each is there once, and a case has one floor. */
final class DistinctShots {
  private final List<Shot> shots = new ArrayList<>();
  private final Set<ShotKey> known = new HashSet<>();
  private final Map<Case, Optional<Double>> floors = new HashMap<>();

  /** All shots, in the order of their rows. */
  List<Shot> all() {
    return shots;
  }

  void add(Shot shot, Row row) throws MalformedCsvException {
    if (!shots.isEmpty() && !shots.getFirst().runId().equals(shot.runId())) {
      throw row.refused(
          "it is of run %s, and the rows before it are of run %s"
              .formatted(shot.runId(), shots.getFirst().runId()));
    }
    if (!known.add(shot.key())) {
      throw row.refused("the shot %s is there twice".formatted(shot.key()));
    }
    Optional<Double> floor = Optional.ofNullable(shot.floorMs());
    Optional<Double> before =
        Objects.requireNonNullElse(floors.putIfAbsent(shot.measured(), floor), floor);
    if (!floor.equals(before)) {
      throw row.refused(
          "floor_ms of %s is %s, and %s in a row before it"
              .formatted(
                  shot.measured().label(),
                  Cells.millis(floor.orElse(null)),
                  Cells.millis(before.orElse(null))));
    }
    shots.add(shot);
  }
}
