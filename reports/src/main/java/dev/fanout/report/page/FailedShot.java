package dev.fanout.report.page;

import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.CaseNames;
import java.util.Objects;

/** A shot that does not count, and why. */
record FailedShot(
    String name, String temperature, int round, int answered, int failed, String cause) {
  static FailedShot of(Shot shot, CaseNames names) {
    return new FailedShot(
        names.of(shot.measured()),
        shot.temperature().text(),
        shot.round(),
        shot.succeeded(),
        shot.failed(),
        Objects.requireNonNullElse(shot.failure(), "unknown"));
  }
}
