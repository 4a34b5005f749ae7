package dev.fanout.bench.cli;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.ComparisonReport;
import dev.fanout.report.compare.ComparedRun;
import dev.fanout.report.file.Replacement;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.text.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code baseline}. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep what compare needs of a run, under a name, in reports/baselines.")
final class BaselineCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "save",
      mixinStandardHelpOptions = true,
      description = "Keep a run under a name; commit the folder to share it.")
  int save(
      @Parameters(
              paramLabel = "NAME",
              description = "Letters, digits, dots, dashes and underscores.")
          String name,
      @Parameters(
              paramLabel = "RUN",
              arity = "0..1",
              defaultValue = "latest",
              description =
                  "A run's folder, a run id, latest or reference/tutorial (default: latest).")
          String run,
      @Option(names = "--replace", description = "Replace the baseline of that name.")
          boolean replace)
      throws IOException {
    var reports = Reports.of(spec);
    RunFolder to = reports.newBaseline(name);
    RunFolder from = reports.run(run);
    // Read first, so that nothing is saved that cannot be read back.
    if (ComparisonReport.read(name, from).shots().stream().noneMatch(Shot::valid)) {
      throw new RefusedException(
          "%s has no valid shot, so nothing can be compared with it: save another run."
              .formatted(from.runId()));
    }
    if (Files.exists(to.path(), LinkOption.NOFOLLOW_LINKS) && !replace) {
      throw new RefusedException(
          "There is a baseline '%s' already: give --replace to replace it, or another name."
              .formatted(name));
    }
    new Replacement()
        .put(to.environment(), MaskedText.of(Files.readString(from.environment())))
        .put(to.shots(), Files.readAllBytes(from.shots()))
        .carryOut();
    say("Baseline: " + to.path());
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List all baselines.")
  int list() throws IOException {
    var reports = Reports.of(spec);
    List<String> names = reports.baselineNames();
    if (names.isEmpty()) {
      say("There is no baseline yet; baseline save NAME keeps the latest run as one.");
    }
    for (String name : names) {
      say("%-20s %s".formatted(name, description(name, reports)));
    }
    return 0;
  }

  private static String description(String name, Reports reports) throws IOException {
    try {
      return description(ComparisonReport.read(name, reports.baseline(name)));
    } catch (RefusedException | UnreadableRunException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String description(ComparedRun run) {
    Environment environment = run.environment();
    return "%s, %s of %s, %s, JDK %s"
        .formatted(
            environment.runId(),
            Figures.count(environment.plan().requests(), "request"),
            Figures.delay(environment.plan().delayMs()),
            Figures.count((int) run.shots().stream().filter(Shot::valid).count(), "valid shot"),
            environment.jdk().version());
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
