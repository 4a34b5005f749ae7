package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Capacity.Share;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.Tuning;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many requests the server answers at once, in words: as sizes show it, or else the probe. */
final class CapacityText {
  private CapacityText() {}

  /** The number; empty if all requests were answered at once. */
  static Optional<Integer> atOnce(Tuning tuning) {
    Capacity shown = tuning.capacity();
    return Optional.ofNullable(shown == null ? tuning.probe().capacity() : shown.atOnce());
  }

  /** The same on an axis, such as {@code about 60 at once}. */
  static Optional<String> mark(Tuning tuning) {
    return tuning.capacity() == null
        ? ProbeText.mark(tuning.probe())
        : atOnce(tuning).map(ProbeText::about);
  }

  /** What follows "it" in a sentence, such as {@code answers about 60 at once (57 to 62 …)}. */
  static Optional<String> sentence(Tuning tuning) {
    Capacity shown = tuning.capacity();
    if (shown == null) {
      return ProbeText.capacity(tuning.probe(), tuning.failed());
    }
    return mark(tuning)
        .map(
            mark ->
                shown.changes()
                    ? "answers %s at best".formatted(mark)
                    : "answers %s (%d to %d, by the measured shots%s)"
                        .formatted(mark, shown.low(), shown.high(), probed(shown, tuning.probe())));
  }

  private static String probed(Capacity shown, Probe probe) {
    Integer probed = probe.capacity();
    return probe.server() != Server.QUEUES
            || probed == null
            || (probed >= shown.low() && probed <= Objects.requireNonNull(shown.high()))
        ? ""
        : "; the probe took it for %d".formatted(probed);
  }

  /** What else sizes show: that it changes, or that the probe has seen one that is none. */
  static Optional<String> more(Tuning tuning) {
    Capacity shown = tuning.capacity();
    if (shown == null) {
      return Optional.empty();
    }
    if (shown.changes()) {
      return Optional.of(changes(shown));
    }
    return shown.atOnce() != null
        ? Optional.empty()
        : Optional.of(
            "The probe took the server to answer about %d at once; the measured shots show no limit up to %d."
                .formatted(tuning.probe().capacity(), shown.low()));
  }

  /** What fresh shots that do not confirm a size took, after "because they". */
  static String whyNotProved(Tuning tuning) {
    Capacity shown = tuning.capacity();
    return "took longer than those of a neighbour"
        + (shown != null && shown.changes()
            ? ", as any may while the server's capacity changes"
            : "");
  }

  private static String changes(Capacity shown) {
    int shots = shown.met().stream().mapToInt(Share::shots).sum();
    return "The server's capacity changes from shot to shot: %s. The recommended size is the smallest that can use the most of them."
        .formatted(
            shown.met().stream()
                .map(
                    share ->
                        "about %d at once in %d of %s"
                            .formatted(share.atOnce(), share.shots(), Figures.count(shots, "shot")))
                .collect(Collectors.joining(", ")));
  }
}
