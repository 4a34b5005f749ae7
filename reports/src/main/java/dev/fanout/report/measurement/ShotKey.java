package dev.fanout.report.measurement;

/**
 * What tells a shot from all others of its run, planned or measured.
 *
 * @param measured the case
 * @param temperature that of the JVM
 * @param round counts the shots of a case and temperature, from 1
 */
public record ShotKey(Case measured, Temperature temperature, int round) {
  /** The case's label, temperature and round. */
  @Override
  public String toString() {
    return "%s, %s, round %d".formatted(measured.label(), temperature.text(), round);
  }
}
