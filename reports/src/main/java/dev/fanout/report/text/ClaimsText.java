package dev.fanout.report.text;

import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.text.MarkdownTable.Column;
import java.util.List;

/**
 * The published figures and what became of them, short for the console and in full for report.md.
 */
public final class ClaimsText {
  private static final List<Column> COLUMNS =
      List.of(
          Column.left("claim"),
          Column.left("case"),
          Column.right("published"),
          Column.right("measured"),
          Column.left("verdict"),
          Column.left("reason"));

  private ClaimsText() {}

  /** A line for each. */
  public static List<String> lines(List<ClaimCheck> checks) {
    return checks.stream()
        .map(
            check ->
                "Claim %s: %s published, %s measured (%s): %s."
                    .formatted(
                        check.claim().id(),
                        Figures.time(check.claim().publishedMs()),
                        Figures.time(check.summary().medianMs()),
                        check.summary().label(),
                        check.verdict()))
        .toList();
  }

  /** A section of report.md; empty where the run repeats no published experiment. */
  static String section(List<ClaimCheck> checks) {
    return checks.isEmpty()
        ? ""
        : """
        ## Published figures

        The tutorial's wall times, with its own stack, and the cases that repeat its experiments. A figure is
        *reproduced* if the two differ by at most 5 %% of the published one;
        whether both follow the same schedule, the reason says.

        %s
        """
            .formatted(new MarkdownTable(COLUMNS, checks.stream().map(ClaimsText::cells).toList()));
  }

  private static List<String> cells(ClaimCheck check) {
    return List.of(
        check.claim().id(),
        check.summary().label(),
        Figures.time(check.claim().publishedMs()),
        Figures.time(check.summary().medianMs()),
        check.verdict(),
        check.reason());
  }
}
