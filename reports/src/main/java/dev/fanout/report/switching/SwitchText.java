package dev.fanout.report.switching;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a switch costs, in sentences and figures. */
public final class SwitchText {
  /** The title of a report. */
  public static final String TITLE = "What a switch between two tasks costs";

  private static final double STEP = 1_000;
  private static final int KIBI = 1_024;
  private static final List<String> TIMES = List.of("ns", "µs", "ms", "s");

  private SwitchText() {}

  /** A cost in the unit that suits its size, such as {@code 1.3 µs} or {@code 1.6 KiB}. */
  public static String figure(Quantity quantity, double value) {
    if (!quantity.isTime()) {
      return value < KIBI
          ? digits(value) + " bytes"
          : value < KIBI * KIBI
              ? digits(value / KIBI) + " KiB"
              : digits(value / KIBI / KIBI) + " MiB";
    }
    double scaled = value;
    int unit = 0;
    while (scaled >= STEP && unit < TIMES.size() - 1) {
      scaled /= STEP;
      unit++;
    }
    return digits(scaled) + " " + TIMES.get(unit);
  }

  /** Three digits that count. */
  private static String digits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** The figure of a row with its error, or why it has none. */
  public static String figure(SwitchCost cost) {
    Double mean = cost.mean();
    Double error = cost.error();
    if (mean == null) {
      return "not measured: " + cost.notMeasured();
    }
    return figure(cost.quantity(), mean)
        + (error == null ? "" : " ± " + figure(cost.quantity(), error));
  }

  /** How the run ended, and how many rows have a figure. */
  public static String outcome(Environment environment, Switching switching) {
    int measured = switching.measured().size();
    return "The run %s: %s of %s have a figure."
        .formatted(
            environment.outcome().words(),
            measured,
            Figures.count(switching.costs().size(), "row"));
  }

  /** The answer: a hand-off by each means, beside a request; then creation and memory. */
  public static List<String> sentences(Switching switching) {
    return Stream.of(
            handOffs(switching), request(switching), creation(switching), memory(switching))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> handOffs(Switching switching) {
    return switching
        .mean("hand-off-platform")
        .flatMap(
            platform ->
                switching
                    .mean("hand-off-virtual")
                    .map(
                        virtual ->
                            "A hand-off costs %s between two platform threads and %s between two virtual threads, %s times less%s."
                                .formatted(
                                    time(platform),
                                    time(virtual),
                                    Figures.small(platform / virtual),
                                    switching
                                        .mean("hand-off-generator")
                                        .map(
                                            each ->
                                                "; an iterator in place of yield costs "
                                                    + time(each))
                                        .orElse(""))));
  }

  private static Optional<String> request(Switching switching) {
    return switching
        .mean("request-blocking")
        .flatMap(
            request ->
                switching
                    .mean("hand-off-platform")
                    .flatMap(
                        platform ->
                            switching
                                .mean("hand-off-virtual")
                                .map(
                                    virtual ->
                                        "One request to a server on this machine that answers at once costs %s, as much as %s hand-offs of platform threads or %s of virtual threads: with a delay of milliseconds or more, the cost of a switch changes next to nothing."
                                            .formatted(
                                                time(request),
                                                Figures.small(request / platform),
                                                Figures.small(request / virtual)))));
  }

  private static Optional<String> creation(Switching switching) {
    return switching
        .mean("create-platform")
        .flatMap(
            platform ->
                switching
                    .mean("create-virtual")
                    .map(
                        virtual ->
                            "To create and end a task costs %s with a platform thread and %s with a virtual thread."
                                .formatted(time(platform), time(virtual))));
  }

  private static Optional<String> memory(Switching switching) {
    return switching
        .mean("parked-platform 10000")
        .flatMap(
            platform ->
                switching
                    .mean("parked-virtual 10000")
                    .map(
                        virtual ->
                            "10,000 parked tasks take %s with platform threads, without what the kernel holds of them, and %s with virtual threads."
                                .formatted(
                                    figure(Quantity.PARKED, 10_000 * platform),
                                    figure(Quantity.PARKED, 10_000 * virtual))));
  }

  private static String time(double nanos) {
    return figure(Quantity.HAND_OFF, nanos);
  }
}
