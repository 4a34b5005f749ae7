package dev.fanout.report.text;

import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How many requests a server answers at once, in words; "about" so many unless it counted them.
 *
 * @param probe what found it out
 * @param failed the fewest requests at once that failed in the probe; of no meaning if none did
 */
public record ServerCapacity(Probe probe, int failed) {
  /** The capacity that was found for a tuning. */
  public static ServerCapacity of(Tuning tuning) {
    Probe probe = tuning.probe();
    return new ServerCapacity(
        probe,
        Objects.requireNonNullElse(tuning.failures(), List.<SizeFailure>of()).stream()
            .filter(SizeFailure::probed)
            .mapToInt(SizeFailure::size)
            .min()
            .orElse(probe.probedUpTo()));
  }

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
                    ? "%s and failed with %d".formatted(mark, failed)
                    : "answers " + mark);
  }
}
