package dev.fanout.report.tuning;

import dev.fanout.report.measurement.JsonFile;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads and writes tuning.json. */
public final class TuningFile {
  private static final double ROUNDED_MS = 0.001; // as shots.csv has it

  private TuningFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Tuning tuning) throws IOException {
    JsonFile.write(file, tuning);
  }

  /**
   * Reads the file of a run, and holds it against the shots that the search fired.
   *
   * @param shots those of shots.csv, valid or not
   * @throws UnreadableRunException also if it contradicts the shots
   */
  public static Tuning read(Path file, List<Shot> shots) throws IOException {
    Tuning tuning = read(file);
    StreamTuning stream = tuning.stream();
    if (stream == null) {
      requireOfShots(tuning, shots);
    } else {
      requireOfStream(tuning, stream, shots);
    }
    return tuning;
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it does not hold what every report needs, or gives advice
   *     that contradicts its sizes
   */
  public static Tuning read(Path file) throws IOException {
    Tuning tuning = JsonFile.read(file, Tuning.class);
    Advice advice = tuning.advice();
    if (advice == null || tuning.stream() != null) {
      return tuning;
    }
    String name = file.getFileName().toString();
    for (int size : new int[] {advice.size(), advice.best(), advice.knee()}) {
      require(
          tuning.sizes().stream().anyMatch(measured -> measured.size() == size),
          "%s: the advice names size %d, which is not one of the sizes".formatted(name, size));
    }
    Predicate<TunedSize> chosen = size -> size.size() == advice.size();
    List<TunedSize> tried = tuning.sizes().stream().filter(size -> size.proofShots() > 0).toList();
    boolean compares = advice.regret() != null;
    require(
        tried.stream().anyMatch(chosen) || !(advice.proved() || compares),
        "%s: the advice has a proof of size %d, which has no proofShots"
            .formatted(name, advice.size()));
    require(
        !tried.stream().allMatch(chosen) || !compares,
        "%s: the advice has a regret, but only size %d has proofShots"
            .formatted(name, advice.size()));
    return tuning;
  }

  private static void require(boolean holds, String otherwise) throws UnreadableRunException {
    if (!holds) {
      throw new UnreadableRunException(otherwise);
    }
  }

  private static void requireOfShots(Tuning tuning, List<Shot> shots)
      throws UnreadableRunException {
    for (Shot shot : shots) {
      requireSame("model", tuning.model(), shot.measured().model());
      requireSame("requests", tuning.requests(), shot.measured().requests());
      requireSized(shot, tuning);
    }
    Map<Integer, DoubleSummaryStatistics> wallTimes =
        shots.stream()
            .filter(Shot::valid)
            .collect(
                Collectors.groupingBy(
                    shot -> size(shot, tuning),
                    TreeMap::new,
                    Collectors.summarizingDouble(
                        shot -> Objects.requireNonNull(shot.elapsedMs()))));
    int smallestFailed = smallestFailed(tuning, shots);
    for (TunedSize size : tuning.sizes()) {
      DoubleSummaryStatistics times =
          Objects.requireNonNullElseGet(
              wallTimes.remove(size.size()), DoubleSummaryStatistics::new);
      long counted = (long) size.shots() + size.proofShots();
      require(
          counted == times.getCount()
              || (size.size() >= smallestFailed && counted < times.getCount()),
          "tuning.json counts %d shots of size %d, and shots.csv has %d valid ones"
              .formatted(counted, size.size(), times.getCount()));
      requireWithin("medianMs", size, size.medianMs(), times);
      requireWithin("proofMs", size, size.proofMs(), times);
    }
    for (int size : wallTimes.keySet()) {
      require(
          size >= smallestFailed,
          "shots.csv has valid shots of size %d, but tuning.json does not have that size"
              .formatted(size));
    }
  }

  private static void requireOfStream(Tuning tuning, StreamTuning stream, List<Shot> shots)
      throws UnreadableRunException {
    for (Shot shot : shots) {
      requireSame("model", tuning.model(), shot.measured().model());
      requireSized(shot, tuning);
    }
    Map<Integer, Long> measured =
        shots.stream()
            .filter(Shot::valid)
            .collect(Collectors.groupingBy(shot -> size(shot, tuning), Collectors.counting()));
    Map<Integer, Long> counted =
        stream.shots().stream()
            .collect(Collectors.groupingBy(StreamTuning.StreamShot::size, Collectors.counting()));
    require(
        counted.equals(measured),
        "tuning.json counts as many shots of each size: %s; and shots.csv has as many valid ones: %s"
            .formatted(counted, measured));
  }

  private static void requireSized(Shot shot, Tuning tuning) throws UnreadableRunException {
    require(
        sizeOf(shot, tuning) != null,
        "tuning.json describes a search, but shots.csv has a shot without %s: %s"
            .formatted(
                tuning.counts() == SizeUnit.CONNECTIONS ? "connections" : "a size", shot.key()));
  }

  private static void requireSame(String name, Object inTuning, Object inShots)
      throws UnreadableRunException {
    require(
        inTuning.equals(inShots),
        "%s is %s in tuning.json, and %s in shots.csv".formatted(name, inTuning, inShots));
  }

  private static int size(Shot shot, Tuning tuning) {
    return Objects.requireNonNull(sizeOf(shot, tuning));
  }

  /** How many it had of what was searched for. */
  private static @Nullable Integer sizeOf(Shot shot, Tuning tuning) {
    return tuning.counts() == SizeUnit.CONNECTIONS
        ? shot.measured().connections()
        : shot.measured().size();
  }

  /**
   * From this size on, fresh shots that came before the failure count for nothing. A shot that
   * failed without an answer of its JVM is in tuning.json alone; older files have no failures.
   */
  private static int smallestFailed(Tuning tuning, List<Shot> shots) {
    return IntStream.concat(
            tuning.failed().stream()
                .filter(failure -> !failure.probed())
                .mapToInt(SizeFailure::size),
            shots.stream().filter(shot -> !shot.valid()).mapToInt(shot -> size(shot, tuning)))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static void requireWithin(
      String name, TunedSize size, @Nullable Double median, DoubleSummaryStatistics times)
      throws UnreadableRunException {
    require(
        median == null
            || (median >= times.getMin() - ROUNDED_MS && median <= times.getMax() + ROUNDED_MS),
        "%s of size %d is %s in tuning.json, and its shots took %s to %s ms in shots.csv"
            .formatted(name, size.size(), median, times.getMin(), times.getMax()));
  }
}
