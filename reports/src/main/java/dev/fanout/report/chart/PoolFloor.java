package dev.fanout.report.chart;

import dev.fanout.report.measurement.Case;
import java.util.Objects;

/**
 * The floor of a pool of any size, so that a chart can show it between the measured ones.
 *
 * <p>The formulas are those of docs/method.md: {@code ceil(N / P) D}; with chunks of c, {@code m =
 * ceil(N / c)} and {@code r = ceil(m / P)}, it is {@code r c D}, or {@code ((r - 1) c + N mod c) D}
 * if the last round holds the partial chunk alone.
 */
final class PoolFloor {
  private PoolFloor() {}

  /** For the case's own size. */
  static double ms(Case measured) {
    return ms(measured, Objects.requireNonNull(measured.size()));
  }

  /** For another size of its pool. */
  static double ms(Case measured, int size) {
    int chunk = Objects.requireNonNullElse(measured.chunk(), 1);
    int chunks = Math.ceilDiv(measured.requests(), chunk);
    int rounds = Math.ceilDiv(chunks, size);
    int partial = measured.requests() % chunk;
    boolean partialAlone = partial > 0 && chunks - (rounds - 1) * size == 1;
    long steps = (rounds - 1L) * chunk + (partialAlone ? partial : chunk);
    return (double) steps * measured.delayMs();
  }
}
