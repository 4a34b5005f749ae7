package dev.fanout.report.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the template asks for, by the same names. */
record Content(
    String policy,
    String css,
    String title,
    String runId,
    List<String> verdict,
    String outcome,
    String where,
    List<FindingItem> findings,
    List<ClaimRow> claims,
    List<ChartSection> charts,
    @Nullable CaseTable tuning,
    CaseTable cases,
    List<FailedShot> failures,
    List<Fact> facts,
    String json,
    List<String> scripts) {

  boolean hasFindings() {
    return !findings.isEmpty();
  }

  boolean hasClaims() {
    return !claims.isEmpty();
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }
}
