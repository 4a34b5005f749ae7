package dev.fanout.report.finding;

import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import java.util.stream.Stream;

/** Changes in the harness's tree that are in no commit. */
final class DirtyTree implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    Commit commit = measurements.environment().commit();
    if (commit == null || !commit.dirty()) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "dirty-tree",
            Severity.NOTE,
            "the run",
            "The harness had uncommitted changes on top of commit %s.".formatted(commit.id()),
            "The code that gave these figures cannot be checked out again.",
            "Commit, build and measure again before the figures are published."));
  }
}
