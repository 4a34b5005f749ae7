package dev.fanout.bench.plan;

import static java.util.stream.Collectors.groupingBy;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.FloorText;
import dev.fanout.report.text.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The plan in words: each case with its floor and its shots, and when all will be done. */
public final class PlanText {
  private static final Comparator<List<ShotPlan>> GREATEST_FLOOR_FIRST =
      Comparator.<List<ShotPlan>, Duration>comparing(shots -> shots.getFirst().floor())
          .reversed()
          .thenComparing(shots -> shots.getFirst().measured().label());

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private static final int NARROWEST = 32;

  private final int width;
  private final boolean unknown;
  private final String floorTitle;

  private PlanText(int width, Plan plan) {
    this.width = width;
    unknown = plan.delayUnknown();
    floorTitle = FloorText.title(plan.delayAssumed());
  }

  /**
   * The text, ending in a line feed; {@code now} is when the first shot would be fired. Floors are
   * not in it while the delay is not known.
   */
  public static String of(Plan plan, Instant now) {
    Map<Case, List<ShotPlan>> cases =
        plan.shots().stream()
            .collect(groupingBy(ShotPlan::measured, LinkedHashMap::new, Collectors.toList()));
    var text = new StringBuilder();
    text.append(
        "Plan: preset %s, %s%s to %s%n%n"
            .formatted(
                plan.preset(),
                requests(plan),
                plan.delayUnknown() ? "" : " of " + plan.delay().text(),
                plan.servers().stream()
                    .map(Called::inWords)
                    .distinct()
                    .collect(Collectors.joining(", "))));
    int width = cases.keySet().stream().mapToInt(each -> each.label().length()).max().orElse(0);
    var rows = new PlanText(Math.max(NARROWEST, width), plan);
    text.append(rows.row("case", rows.floorTitle, "in flight", "shots"));
    cases.values().stream()
        .sorted(GREATEST_FLOOR_FIRST)
        .forEach(shots -> text.append(rows.row(shots)));
    plan.leftOut().forEach(each -> text.append("  left out: %s%n".formatted(each)));
    text.append(plan.delayUnknown() ? unknown(plan) : expected(plan, now));
    return text.toString();
  }

  private static String requests(Plan plan) {
    boolean arriving = plan.shots().stream().anyMatch(shot -> shot.stream() != null);
    return arriving
        ? "requests that arrive one by one,"
        : Figures.count(plan.requests(), "request");
  }

  private static String unknown(Plan plan) {
    return "%nAt most %s in a shuffle with seed %d. The delay is the server's own: run asks the server first, and assumes the median of what it waited; floors and times follow from that. Or state a delay with --delay.%n"
        .formatted(Figures.count(plan.shots().size(), "shot"), plan.seed());
  }

  private static String expected(Plan plan, Instant now) {
    Duration expected = plan.expected();
    return "%n%s in a shuffle with seed %d; about %s, so all done at about %s%n"
        .formatted(
            Figures.count(plan.shots().size(), "shot"),
            plan.seed(),
            Figures.duration(expected),
            clock(now.plus(expected), now));
  }

  private String row(List<ShotPlan> shots) {
    ShotPlan any = shots.getFirst();
    return row(
        any.measured().label(),
        unknown ? TextTable.NONE : Figures.time((double) any.floor().toMillis()),
        String.valueOf(any.measured().inFlight()),
        shots(shots));
  }

  private static String shots(List<ShotPlan> shots) {
    return Arrays.stream(Temperature.values())
        .map(
            temperature ->
                Map.entry(
                    temperature,
                    shots.stream().filter(shot -> shot.temperature() == temperature).count()))
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + count.getKey().text())
        .collect(Collectors.joining(", "));
  }

  private String row(String label, String floor, String inFlight, String shots) {
    return String.format(
        Locale.ROOT,
        "  %-" + width + "s %" + Math.max(10, floorTitle.length()) + "s %10s   %s%n",
        label,
        floor,
        inFlight,
        shots);
  }

  /** The time of day, with the date unless {@code now} has the same. */
  public static String clock(Instant time, Instant now) {
    ZonedDateTime at = time.atZone(ZoneId.systemDefault());
    boolean today = at.toLocalDate().equals(now.atZone(at.getZone()).toLocalDate());
    return (today ? CLOCK : DATE).format(at);
  }
}
