package dev.fanout.report.text;

import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import java.util.Optional;

/**
 * How many requests a server answers at once, in words; "about" so many unless it counted them.
 *
 * @param probe what found it out
 */
public record ServerCapacity(Probe probe) {
  /** As a mark on an axis, such as {@code about 60 at once}; empty if it answered all. */
  public Optional<String> mark() {
    return Optional.ofNullable(probe.capacity())
        .map(
            requests ->
                probe.server() == Server.REFUSES
                    ? "handled %d at once".formatted(requests)
                    : "%s%d at once".formatted(probe.counted() ? "" : "about ", requests));
  }

  /** What follows "it" in a sentence, such as {@code answers about 60 at once}; empty likewise. */
  Optional<String> clause() {
    return mark()
        .map(
            mark ->
                probe.server() == Server.REFUSES
                    ? "%s and failed with %d".formatted(mark, probe.probedUpTo())
                    : "answers " + mark);
  }
}
