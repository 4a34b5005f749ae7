package dev.fanout.report.finding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.FloorText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the figures cannot show, or show only together with something else. */
final class FigureFindings {
  private static final double UNSTEADY = 0.05;
  private static final int MOST_COMPARED = 3;
  private static final int MOST_NAMES = 6;
  private static final int MORE = 4;

  private FigureFindings() {}

  /** Valid shots that took less than the least time possible, or less than what was assumed. */
  static Optional<Finding> belowFloor(Summary row, Measurements measurements) {
    Double floor = row.floorMs();
    if (floor == null) {
      return Optional.empty();
    }
    List<Double> overheads =
        measurements.validShots(row).stream()
            .map(shot -> Objects.requireNonNull(shot.elapsedMs()) - floor)
            .toList();
    boolean assumed = measurements.environment().plan().delayAssumed();
    return overheads.stream()
        .filter(overhead -> overhead < 0)
        .min(Double::compare)
        .map(
            least ->
                new Finding(
                    "below-floor",
                    assumed ? Severity.NOTE : Severity.WARNING,
                    measurements.name(row),
                    "%d of %s took less than the %s of %s, the shortest by %s."
                        .formatted(
                            overheads.stream().filter(overhead -> overhead < 0).count(),
                            Figures.count(overheads.size(), "valid shot"),
                            FloorText.title(assumed),
                            Figures.time(floor),
                            Figures.time(-least)),
                    assumed
                        ? "The server answered sooner than was assumed: the wall times are right,"
                            + " and the overhead of this case says nothing."
                        : "No machine can be that fast: the clock, the delay or the floor is wrong,"
                            + " and so is every figure of this case.",
                    assumed
                        ? "Compare the wall times, or state a shorter delay with --delay."
                        : "Check that the server keeps its delay, then the model's floor."));
  }

  /** Cases that can be compared. */
  private record Group(Map<Parameter, Object> against, Temperature temperature) {}

  /**
   * A winner whose shots overlap with those of another case, by the rule of {@link
   * Summary#isApartFrom}.
   *
   * <p>The comparison that a report makes is that of the fastest case with each other one of the
   * same work, server and temperature. It is a note, since models that are equally good are no
   * fault; it is a warning once a spread exceeds 5 % of its median, since then the shots disagree
   * among themselves.
   */
  static Stream<Finding> spreadTooLarge(Measurements measurements) {
    Map<Group, List<Summary>> groups =
        measurements.summaries().stream()
            .filter(row -> row.shots() > 1)
            .filter(row -> !row.measured().boundByServer()) // equal times are what that means
            .collect(
                groupingBy(
                    row -> new Group(row.measured().against(), row.temperature()),
                    LinkedHashMap::new,
                    toList()));
    return groups.values().stream()
        .map(group -> spreadTooLarge(group, measurements))
        .flatMap(Optional::stream);
  }

  private static Optional<Finding> spreadTooLarge(List<Summary> group, Measurements measurements) {
    Summary fastest =
        group.stream().min(Comparator.comparingDouble(FigureFindings::median)).orElseThrow();
    List<Summary> undecided =
        group.stream()
            .filter(row -> !row.equals(fastest))
            .filter(row -> !row.isApartFrom(fastest))
            .toList();
    if (undecided.isEmpty()) {
      return Optional.empty();
    }
    List<Summary> compared = Stream.concat(Stream.of(fastest), undecided.stream()).toList();
    boolean unsteady = compared.stream().anyMatch(row -> spreadMs(row) > UNSTEADY * median(row));
    List<String> others =
        undecided.stream()
            .map(
                row ->
                    "%s (%s)"
                        .formatted(
                            measurements.name(row), Figures.time(median(row) - median(fastest))))
            .toList();
    return Optional.of(
        new Finding(
            "spread-too-large",
            unsteady ? Severity.WARNING : Severity.NOTE,
            measurements.name(fastest),
            "It leads %s at the median, but their shots overlap; the widest spread is %s."
                .formatted(
                    Figures.first(MOST_COMPARED, others, " and ", " and "),
                    Figures.time(
                        compared.stream().mapToDouble(FigureFindings::spreadMs).max().orElse(0))),
            "These shots do not show which of them is faster; if you measure again, the order may"
                + " change.",
            "Measure more rounds, such as --rounds %d, or treat them as equally fast."
                .formatted(MORE * compared.stream().mapToInt(Summary::shots).max().orElse(1))));
  }

  private static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }

  private static double spreadMs(Summary row) {
    return Objects.requireNonNull(row.maxMs()) - Objects.requireNonNull(row.minMs());
  }

  /** Cases with a single valid shot, named together. */
  static Stream<Finding> oneObservation(Measurements measurements) {
    List<String> cases =
        measurements.summaries().stream()
            .filter(row -> row.shots() == 1)
            .map(measurements::name)
            .toList();
    if (cases.isEmpty()) {
      return Stream.empty();
    }
    return Stream.of(
        new Finding(
            "one-observation",
            Severity.NOTE,
            "the run",
            "%s one valid shot: %s."
                .formatted(
                    cases.size() == 1
                        ? "1 case has"
                        : "Each of %d cases has".formatted(cases.size()),
                    Figures.first(MOST_NAMES, cases, "; ", "; and ")),
            "One shot has no spread, and nothing would show a disturbance during it.",
            "Measure more rounds, such as --rounds 3, where a difference of a few percent"
                + " matters."));
  }

  /** Changes in the harness's tree that are in no commit. */
  static Stream<Finding> dirtyTree(Measurements measurements) {
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
            "Commit, build and measure again before you publish the figures."));
  }

  /** A case that would repeat a published experiment, were it not for the length of its chunks. */
  static Optional<Finding> otherChunk(Summary row, Measurements measurements) {
    return measurements.claims().stream()
        .filter(claim -> row.medianMs() != null)
        .filter(claim -> claim.differsInChunkAlone(row.measured()))
        .findFirst()
        .map(claim -> otherChunk(row, claim, measurements));
  }

  private static Finding otherChunk(Summary row, Claim claim, Measurements measurements) {
    boolean isRepeated =
        measurements.summaries().stream().anyMatch(other -> claim.isAbout(other.measured()));
    return new Finding(
        "other-chunk",
        Severity.NOTE,
        measurements.name(row),
        "It took %s with chunks of %d; the tutorial's %s took %s with chunks of %d."
            .formatted(
                Figures.time(row.medianMs()),
                row.measured().chunk(),
                claim.id(),
                Figures.time(claim.publishedMs()),
                claim.chunk()),
        "The chunk decides the schedule, whose floor is %s here. The two figures are of different experiments, and do not contradict each other."
            .formatted(Figures.time(row.floorMs())),
        (isRepeated
                ? "Compare the published figure with the case that has chunks of %d."
                : "Use --chunk %d to repeat the published experiment.")
            .formatted(claim.chunk()));
  }
}
