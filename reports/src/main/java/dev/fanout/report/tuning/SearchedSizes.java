package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.UnreadableRunException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What tuning.json tells of a search, held against the shots that the search fired.
 *
 * @param tuning the content of tuning.json
 * @param shots those of shots.csv, valid or not
 */
record SearchedSizes(Tuning tuning, List<Shot> shots) {
  private static final double ROUNDED_MS = 0.001; // as shots.csv has it

  /**
   * Refuses a tuning.json of another run.
   *
   * @throws UnreadableRunException if it contradicts shots.csv
   */
  void requireOfShots() throws UnreadableRunException {
    for (Shot shot : shots) {
      requireSame("model", tuning.model(), shot.measured().model());
      requireSame("requests", tuning.requests(), shot.measured().requests());
      if (shot.measured().size() == null) {
        throw new UnreadableRunException(
            "tuning.json describes a search, but shots.csv has a shot without a size: %s"
                .formatted(shot.key()));
      }
    }
    Map<Integer, List<Double>> wallTimes = wallTimes();
    int smallestFailed = smallestFailed();
    for (TunedSize size : tuning.sizes()) {
      List<Double> times = wallTimes.remove(size.size());
      requireCount(size, times == null ? 0 : times.size(), size.size() < smallestFailed);
      if (times != null) {
        requireWithin(size.size(), "medianMs", size.medianMs(), times);
        requireWithin(size.size(), "proofMs", size.proofMs(), times);
      }
    }
    for (int size : wallTimes.keySet()) {
      if (size < smallestFailed) {
        throw new UnreadableRunException(
            "shots.csv has valid shots of size %d, but tuning.json does not have that size"
                .formatted(size));
      }
    }
  }

  private static void requireSame(String name, Object told, Object measured)
      throws UnreadableRunException {
    if (!told.equals(measured)) {
      throw new UnreadableRunException(
          "%s is %s in tuning.json, and %s in shots.csv".formatted(name, told, measured));
    }
  }

  private Map<Integer, List<Double>> wallTimes() {
    return shots.stream()
        .filter(Shot::valid)
        .collect(
            Collectors.groupingBy(
                SearchedSizes::size,
                TreeMap::new,
                Collectors.mapping(
                    shot -> Objects.requireNonNull(shot.elapsedMs()), Collectors.toList())));
  }

  private static int size(Shot shot) {
    return Objects.requireNonNull(shot.measured().size());
  }

  /**
   * From this size on, fresh shots that came before the failure count for nothing. A shot that
   * failed without an answer of its JVM is in tuning.json alone; older files have no failures.
   */
  private int smallestFailed() {
    return IntStream.concat(
            tuning.failed().stream()
                .filter(failure -> !failure.probed())
                .mapToInt(SizeFailure::size),
            shots.stream().filter(shot -> !shot.valid()).mapToInt(SearchedSizes::size))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static void requireCount(TunedSize size, int valid, boolean allCount)
      throws UnreadableRunException {
    long told = (long) size.shots() + size.proofShots();
    if (allCount ? told != valid : told > valid) {
      throw new UnreadableRunException(
          "tuning.json counts %d shots of size %d, and shots.csv has %d valid ones"
              .formatted(told, size.size(), valid));
    }
  }

  private static void requireWithin(
      int size, String name, @Nullable Double median, List<Double> times)
      throws UnreadableRunException {
    double least = times.stream().mapToDouble(time -> time).min().orElseThrow();
    double greatest = times.stream().mapToDouble(time -> time).max().orElseThrow();
    if (median != null && (median < least - ROUNDED_MS || median > greatest + ROUNDED_MS)) {
      throw new UnreadableRunException(
          "%s of size %d is %s in tuning.json, and its shots took %s to %s ms in shots.csv"
              .formatted(name, size, median, least, greatest));
    }
  }
}
