package dev.fanout.report.page;

import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.text.Figures;

/** A published figure and what came of it here. */
record ClaimRow(
    String name,
    String experiment,
    String published,
    String measured,
    String outcome,
    String reason) {
  static ClaimRow of(ClaimCheck check) {
    return new ClaimRow(
        check.summary().label(),
        check.claim().id(),
        Figures.time(check.claim().publishedMs()),
        Figures.time(check.summary().medianMs()),
        check.reproduced() ? "reproduced" : "not reproduced",
        check.reason());
  }
}
