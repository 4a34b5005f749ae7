package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import java.util.stream.Stream;

/**
 * Looks for one kind of finding; at most one for each case and temperature, for each server, or for
 * the run.
 */
interface Finder {
  Stream<Finding> find(Measurements measurements);
}
