package dev.fanout.report.page;

import dev.fanout.report.measurement.Finding;
import java.util.Locale;

/** A finding, its severity as the word that style sheet and reader see. */
record FindingItem(String severity, String subject, String says, String means, String advice) {
  static FindingItem of(Finding finding) {
    return new FindingItem(
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.subject(),
        finding.says(),
        finding.means(),
        finding.advice());
  }
}
