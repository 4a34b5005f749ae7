package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a probe found out, in words; a capacity is "about" so many unless the server counted. */
public final class ProbeText {
  private ProbeText() {}

  /**
   * All of it.
   *
   * @param failures of the search, as far as it has come
   */
  public static String of(Probe probe, List<SizeFailure> failures) {
    String most = Figures.count(probe.probedUpTo(), "request");
    Optional<String> capacity = capacity(probe, failures);
    return "%s, one after another, each waited %s (W, the median); a call computed %s (C), on %s.\n%s"
        .formatted(
            Figures.count(probe.calls(), "call"),
            Figures.time(probe.waitMs()),
            computing(probe),
            Figures.count(probe.cores(), "core"),
            switch (probe.server()) {
              case ANSWERS_ALL -> "The server answered %s at once.".formatted(most);
              case QUEUES ->
                  "Of up to %s at once, the server let some wait, or slowed down.%s"
                      .formatted(most, capacity.map(" It %s."::formatted).orElse(""));
              case REFUSES ->
                  "The server %s."
                      .formatted(capacity.orElse("failed with %s at once".formatted(most)));
            });
  }

  /** The CPU time of a call. */
  static String computing(Probe probe) {
    double millis = probe.callCpuMs();
    if (millis <= 0) {
      return "too little to measure";
    }
    return millis < 1 ? String.format(Locale.ROOT, "%.3f ms", millis) : Figures.time(millis);
  }

  /** The capacity on an axis, such as {@code about 60 at once}; empty if all was answered. */
  static Optional<String> mark(Probe probe) {
    boolean exact = probe.counted() || probe.server() == Server.REFUSES;
    return Optional.ofNullable(probe.capacity())
        .map(
            requests ->
                (probe.server() == Server.REFUSES ? "handled " : "")
                    + (exact ? "%d at once".formatted(requests) : about(requests)));
  }

  /** A capacity that nobody has counted. */
  static String about(int requests) {
    return "about %d at once".formatted(requests);
  }

  /**
   * What follows "it" in a sentence, such as {@code answers about 60 at once}; empty in the same
   * case.
   */
  static Optional<String> capacity(Probe probe, List<SizeFailure> failures) {
    int failed =
        failures.stream()
            .filter(SizeFailure::probed)
            .mapToInt(SizeFailure::size)
            .min()
            .orElse(probe.probedUpTo());
    return mark(probe)
        .map(
            mark ->
                probe.server() == Server.REFUSES
                    ? "%s and failed with %d".formatted(mark, failed)
                    : "answers " + mark);
  }
}
