package dev.fanout.report.summary;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The measured rows of one work and server: only these are compared with each other.
 *
 * @param rows each with a median
 * @param shots of the run
 */
public record Contest(List<Summary> rows, List<Shot> shots) {
  /** One shot strays by so much, as the shots of slow cases have been seen to. */
  private static final double NEAR = 1.05;

  private static final Comparator<Case> LARGEST_FIRST =
      comparingInt(Case::requests)
          .thenComparingLong(Case::delayMs)
          .thenComparing(Case::handlers, nullsLast(naturalOrder()))
          .reversed();

  /** Those of a run: the most requests, the longest delay and the server without a limit first. */
  public static List<Contest> of(Results results) {
    return results.summaries().stream()
        .filter(row -> row.medianMs() != null)
        .sorted(comparing(Summary::measured, LARGEST_FIRST))
        .collect(groupingBy(row -> row.measured().against(), LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(rows -> new Contest(rows, results.shots()))
        .toList();
  }

  /** The row with the least median. */
  public Summary fastest() {
    return rows.stream().min(comparingDouble(Contest::median)).orElseThrow();
  }

  /** The median wall time of one of the rows. */
  public static double median(Summary row) {
    return Objects.requireNonNull(row.medianMs());
  }

  /** The rows whose shots overlap with those of the fastest, which is left out. */
  public List<Summary> tied() {
    Summary fastest = fastest();
    return others()
        .filter(row -> row.shots() > 1 && fastest.shots() > 1 && !row.isApartFrom(fastest))
        .toList();
  }

  /**
   * The rows that are nearly as fast, where it or the fastest has one shot, which shows no lead.
   */
  public List<Summary> near() {
    Summary fastest = fastest();
    return others()
        .filter(row -> row.shots() == 1 || fastest.shots() == 1)
        .filter(row -> median(row) <= NEAR * median(fastest))
        .toList();
  }

  private Stream<Summary> others() {
    Summary fastest = fastest();
    return rows.stream().filter(row -> !row.equals(fastest));
  }

  /**
   * The fastest, and those at its temperature whose shots do not show that they are slower: a cold
   * JVM costs more by itself.
   */
  public List<Summary> asFast() {
    Summary fastest = fastest();
    return Stream.concat(
            Stream.of(fastest),
            Stream.concat(tied().stream(), near().stream())
                .filter(row -> row.temperature() == fastest.temperature()))
        .toList();
  }

  /** What a row cost. */
  public Optional<Cost.Range> cost(Cost cost, Summary row) {
    return cost.of(row, shots);
  }

  /**
   * Of the rows that are as fast, the one with the least CPU time, if that is clearly below the
   * fastest row's; else the fastest. Absent where nothing is known of the fastest.
   */
  public Optional<Summary> cheapest() {
    List<Summary> priced = priced();
    Summary fastest = fastest();
    return !priced.contains(fastest)
        ? Optional.empty()
        : priced.stream()
            .filter(row -> cpu(row).isClearlyBelow(cpu(fastest)))
            .min(comparingDouble(row -> cpu(row).median()))
            .or(() -> Optional.of(fastest));
  }

  /** The other rows that are as fast, and whose CPU time is not clearly above that of this one. */
  public List<Summary> asCheapAs(Summary cheapest) {
    return priced().stream()
        .filter(row -> !row.equals(cheapest) && !cpu(cheapest).isClearlyBelow(cpu(row)))
        .toList();
  }

  private List<Summary> priced() {
    return asFast().stream().filter(row -> cost(Cost.CPU_PER_REQUEST, row).isPresent()).toList();
  }

  private Cost.Range cpu(Summary row) {
    return cost(Cost.CPU_PER_REQUEST, row).orElseThrow();
  }
}
