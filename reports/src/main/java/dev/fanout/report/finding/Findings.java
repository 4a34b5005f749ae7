package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Switching;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that is to be said of the measurements. */
public final class Findings {
  /** Each looks for one kind; at most one for each case and temperature, server, file or run. */
  private static final List<Function<Measurements, Stream<Finding>>> ALL =
      List.of(
          FileFindings::cutShort,
          FileFindings::missingRequests,
          ofRows(MachineFindings::stoodStill),
          ofRows(FigureFindings::belowFloor),
          ofRows(LimitFindings::hiddenCap),
          LimitFindings::serverThreads,
          ofRows(LimitFindings::serverLimit),
          LimitFindings::connections,
          ofRows(LimitFindings::sharedConnections),
          ofRows(StreamLimit::find),
          ofRows(MachineFindings::listenOverflow),
          ofRows(MachineFindings::cpuSaturated),
          FigureFindings::spreadTooLarge,
          StreamFindings::growsWithoutEnd,
          StreamFindings::fewRequests,
          StreamFindings::oneDraw,
          ofRows(CostFindings::pinned),
          ofRows(CostFindings::leftBehind),
          CostFindings::notMeasured,
          MachineFindings::busyBefore,
          FigureFindings::dirtyTree,
          FigureFindings::oneObservation,
          ofRows(FigureFindings::otherChunk),
          FileFindings::noRequestTimes);

  /** A search fires as many shots as it takes to tell sizes apart, and says where it cannot. */
  private static final Set<String> NOT_OF_SEARCHES =
      Set.of("spread-too-large", "one-observation", "connection-pool");

  /** Those that compare wall times, which say nothing of a stream. */
  private static final Set<String> NOT_OF_STREAMS =
      Set.of("spread-too-large", "hidden-cap", "server-limit", "connection-pool");

  private Findings() {}

  /** Looks for a kind that is about a case and temperature. */
  private static Function<Measurements, Stream<Finding>> ofRows(
      BiFunction<Summary, Measurements, Optional<Finding>> finder) {
    return measurements ->
        measurements.summaries().stream().flatMap(row -> finder.apply(row, measurements).stream());
  }

  /** What is to be said of the measurements, warnings first. */
  public static List<Finding> of(Measurements measurements) {
    boolean streams = measurements.summaries().stream().anyMatch(row -> row.measured().isStream());
    return ALL.stream()
        .flatMap(finder -> finder.apply(measurements))
        .filter(finding -> !streams || !NOT_OF_STREAMS.contains(finding.id()))
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }

  /** What is to be said of micro-benchmarks, warnings first. */
  public static List<Finding> of(Measurements measurements, Switching switching) {
    return Stream.of(
            FileFindings.cutShort(measurements),
            SwitchFindings.wrongYardstick(switching),
            SwitchFindings.wideError(switching),
            SwitchFindings.notMeasured(measurements, switching),
            MachineFindings.busyBefore(measurements),
            FigureFindings.dirtyTree(measurements))
        .flatMap(Function.identity())
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }

  /** The same of a search for the best pool size. */
  public static List<Finding> ofSearch(Measurements measurements) {
    return of(measurements).stream()
        .filter(finding -> !NOT_OF_SEARCHES.contains(finding.id()))
        .toList();
  }
}
