package dev.fanout.report.text;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** The findings, short for the console and in full for report.md. */
public final class FindingsText {
  private FindingsText() {}

  /** A line for each. */
  public static List<String> lines(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                "%s, %s, %s: %s"
                    .formatted(
                        word(finding.severity()), finding.id(), finding.subject(), finding.says()))
        .toList();
  }

  /** A section of report.md; empty where there is nothing to say. */
  static String section(List<Finding> findings) {
    return findings.isEmpty()
        ? ""
        : findings.stream()
            .map(
                finding ->
                    "- **%s, %s**, %s: %s %s *%s*\n"
                        .formatted(
                            word(finding.severity()),
                            finding.id(),
                            finding.subject(),
                            finding.says(),
                            finding.means(),
                            finding.advice()))
            .collect(Collectors.joining("", "## Findings\n\n", "\n"));
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case WARNING -> "Warning";
      case NOTE -> "Note";
    };
  }
}
