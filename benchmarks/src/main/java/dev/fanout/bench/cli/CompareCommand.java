package dev.fanout.bench.cli;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.ComparisonReport;
import dev.fanout.report.compare.Change.Verdict;
import dev.fanout.report.compare.ComparedRun;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.Difference;
import dev.fanout.report.compare.NotComparableException;
import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Tell for each case of two runs whether it became faster or slower, and leave a table and a"
          + " page in reports/comparisons.",
      "A run is a folder, a run id, latest or reference/tutorial."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:compared",
      "2:the two cannot be compared",
      "3:with --fail-on-slower, some case is slower, or has no valid shot any more"
    })
final class CompareCommand implements Callable<Integer> {
  private static final int WORSE = 3;

  @Parameters(
      index = "0..1",
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "The run to start from and the new one; with --baseline the new one alone (default:"
              + " latest).")
  List<String> runs = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description = "The baseline to start from; see the command baseline.")
  @Nullable String baseline;

  @Option(
      names = "--across-jdks",
      description =
          "Compare all the same if JDK, JVM flags or inherited settings such as JAVA_TOOL_OPTIONS"
              + " differ.")
  boolean acrossJdks;

  @Option(names = "--across-machines", description = "Compare all the same if the machines differ.")
  boolean acrossMachines;

  @Option(
      names = "--fail-on-slower",
      description =
          "End with exit code 3 if some case is slower, or has no valid shot any more. Take"
              + " --rounds 10 or more for both runs: fewer than 4 shots a side decide nothing.")
  boolean failOnSlower;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var reports = Reports.of(spec);
    RunFolder base = base(reports);
    RunFolder fresh = fresh(reports);
    Comparison comparison = compare(read(base), read(fresh));
    String note =
        "%s, run %s%n%s, run %s%n"
            .formatted(
                base.path(),
                comparison.base().environment().runId(),
                fresh.path(),
                comparison.fresh().environment().runId());
    Path folder =
        reports.comparison(comparison.base().name() + "--" + comparison.fresh().name(), note);
    ComparisonReport.write(comparison, folder, note);
    PrintWriter out = spec.commandLine().getOut();
    out.print(ComparisonReport.console(comparison));
    out.println(System.lineSeparator() + "Comparison: " + folder.resolve("index.html"));
    out.flush();
    boolean worse =
        comparison.changes().stream()
            .anyMatch(
                change ->
                    change.verdict() == Verdict.SLOWER
                        || (change.baseShots() > 0 && change.newShots() == 0));
    return failOnSlower && worse ? WORSE : 0;
  }

  private RunFolder base(Reports reports) throws IOException {
    if (baseline != null) {
      return reports.baseline(baseline);
    }
    if (runs.size() < 2) {
      throw new ParameterException(
          spec.commandLine(), "Two runs are compared: name both, or one and a --baseline.");
    }
    return reports.run(runs.getFirst());
  }

  private RunFolder fresh(Reports reports) throws IOException {
    if (baseline == null) {
      return reports.run(runs.get(1));
    }
    if (runs.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "With --baseline %s one run is named, not two: %s."
              .formatted(baseline, String.join(" and ", runs)));
    }
    return reports.run(runs.isEmpty() ? "latest" : runs.getFirst());
  }

  private static ComparedRun read(RunFolder folder) throws IOException {
    if (Files.exists(folder.behaviour())) {
      throw new RefusedException(
          "%s is a run of the command behave, which times no cases: see its behaviour.csv."
              .formatted(folder.path()));
    }
    return ComparisonReport.read(folder.path().getFileName().toString(), folder);
  }

  private Comparison compare(ComparedRun base, ComparedRun fresh) {
    Set<Difference.Kind> across = EnumSet.noneOf(Difference.Kind.class);
    if (acrossJdks) {
      across.add(Difference.Kind.JDK);
    }
    if (acrossMachines) {
      across.add(Difference.Kind.MACHINE);
    }
    try {
      return Comparison.of(base, fresh, across);
    } catch (NotComparableException e) {
      throw new RefusedException(Objects.requireNonNull(e.getMessage()) + hint(e));
    }
  }

  private static String hint(NotComparableException e) {
    List<Difference.Kind> kinds =
        e.differences().stream().map(Difference::kind).distinct().toList();
    if (kinds.contains(Difference.Kind.WORK)) {
      return "";
    }
    String options =
        kinds.stream()
            .map(kind -> kind == Difference.Kind.JDK ? "--across-jdks" : "--across-machines")
            .collect(Collectors.joining(" and "));
    return " Give %s to compare all the same.".formatted(options);
  }
}
