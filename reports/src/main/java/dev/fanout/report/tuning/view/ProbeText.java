package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.Tuning;
import java.util.Locale;
import java.util.Optional;

/** What a probe found out, in words; a capacity is "about" so many unless the server counted. */
final class ProbeText {
  private ProbeText() {}

  /** The CPU time of a call. */
  static String computing(double millis) {
    if (millis <= 0) {
      return "too little to measure";
    }
    return millis < 1 ? String.format(Locale.ROOT, "%.3f ms", millis) : Figures.time(millis);
  }

  /** The capacity on an axis, such as {@code about 60 at once}; empty if all was answered. */
  static Optional<String> mark(Probe probe) {
    return Optional.ofNullable(probe.capacity())
        .map(
            requests ->
                probe.server() == Server.REFUSES
                    ? "handled %d at once".formatted(requests)
                    : "%s%d at once".formatted(probe.counted() ? "" : "about ", requests));
  }

  /**
   * What follows "it" in a sentence, such as {@code answers about 60 at once}; empty in the same
   * case.
   */
  static Optional<String> capacity(Tuning tuning) {
    Probe probe = tuning.probe();
    return mark(probe)
        .map(
            mark ->
                probe.server() == Server.REFUSES
                    ? "%s and failed with %d".formatted(mark, fewestFailed(tuning))
                    : "answers " + mark);
  }

  private static int fewestFailed(Tuning tuning) {
    return tuning.failed().stream()
        .filter(SizeFailure::probed)
        .mapToInt(SizeFailure::size)
        .min()
        .orElse(tuning.probe().probedUpTo());
  }

  /** What the server did with several requests at once. */
  static String server(Tuning tuning) {
    Probe probe = tuning.probe();
    String most = Figures.count(probe.probedUpTo(), "request");
    Optional<String> capacity = capacity(tuning);
    return switch (probe.server()) {
      case ANSWERS_ALL -> "The server answered %s at once.".formatted(most);
      case QUEUES ->
          "Of up to %s at once, the server let some wait, or slowed down.%s"
              .formatted(most, capacity.map(" It %s."::formatted).orElse(""));
      case REFUSES ->
          "The server %s.".formatted(capacity.orElse("failed with %s at once".formatted(most)));
    };
  }
}
