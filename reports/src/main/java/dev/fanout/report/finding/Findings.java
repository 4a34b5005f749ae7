package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import java.util.Comparator;
import java.util.List;

/** Runs all finders. */
public final class Findings {
  private static final List<Finder> ALL =
      List.of(
          new CutShortFile(),
          new BelowFloor(),
          new HiddenCap(),
          new ServerThreads(),
          new ServerLimit(),
          new ListenOverflow(),
          new CpuSaturated(),
          new SpreadTooLarge(),
          new MachineBusy(),
          new DirtyTree(),
          new OneObservation(),
          new OtherChunk(),
          new NoRequestTimes());

  private Findings() {}

  /** What is to be said of the measurements, warnings first. */
  public static List<Finding> of(Measurements measurements) {
    return ALL.stream()
        .flatMap(finder -> finder.find(measurements))
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }
}
