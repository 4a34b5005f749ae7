package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs all finders. */
public final class Findings {
  private static final List<Finder> ALL =
      List.of(
          new CutShortFile(),
          new MissingRequests(),
          new StoodStill(),
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
    return of(measurements, ALL.stream());
  }

  /**
   * The same of a search for the best pool size, which itself fires as many shots as it takes to
   * tell sizes apart, and says where it cannot.
   */
  public static List<Finding> ofSearch(Measurements measurements) {
    return of(
        measurements,
        ALL.stream()
            .filter(
                finder -> !(finder instanceof SpreadTooLarge || finder instanceof OneObservation)));
  }

  private static List<Finding> of(Measurements measurements, Stream<Finder> finders) {
    return finders
        .flatMap(finder -> finder.find(measurements))
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }
}
