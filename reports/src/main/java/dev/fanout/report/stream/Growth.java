package dev.fanout.report.stream;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Summary;
import java.util.Optional;

/**
 * A backlog that grows for ever, since more requests arrive than a case can serve.
 *
 * @param arriving requests a second that arrive
 * @param places how many are served at once
 * @param perSecond by how many requests a second the backlog grows
 */
public record Growth(double arriving, int places, double perSecond) {
  /** That of a row; empty where the case can serve what arrives. */
  public static Optional<Growth> of(Summary row) {
    Double growth = row.value(Metric.GROWTH_PER_S);
    Case stream = row.measured();
    Integer inFlight = stream.inFlight();
    if (growth == null || inFlight == null) {
      return Optional.empty();
    }
    Integer handlers = stream.handlers();
    int places = handlers == null ? inFlight : Math.min(inFlight, handlers);
    return Optional.of(new Growth(OfferedRate.of(stream).perSecond(), places, growth));
  }

  /** Whether a row has it. */
  public static boolean isOf(Summary row) {
    return row.value(Metric.GROWTH_PER_S) != null;
  }

  /** How many requests a second the places serve. */
  public double served() {
    return arriving - perSecond;
  }

  /** The mean service time that follows from it. */
  public double serviceMs() {
    return places / served() * 1_000;
  }

  /** How many requests are in service on average if all that arrive are served: Little's law. */
  public double inService() {
    return arriving * serviceMs() / 1_000;
  }

  /** The fewest places that serve all that arrive. */
  public int fewestPlaces() {
    return (int) Math.floor(inService() + 1e-6) + 1;
  }
}
