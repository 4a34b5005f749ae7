package dev.fanout.bench.cli;

import dev.fanout.bench.jmh.JmhImport;
import dev.fanout.report.RunReport;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Make all reports of a run again, also of one that was cut short; its measurements stay as"
          + " they are.",
      "JMH's own JSON file of this benchmark becomes a run folder of its own,"
          + " reports/runs/jmh-NAME."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the reports are made", "2:there is no such run, or it cannot be read"})
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description =
          "A run's folder, a run id, latest or reference/tutorial; or a JSON file that JMH wrote"
              + " with -rf json.")
  String run = "";

  @Option(names = "--png", description = "Make each chart a PNG file too, beside its SVG file.")
  boolean png;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    RunFolder folder = folder(Reports.of(spec));
    Results results = RunReport.read(folder);
    if (png) {
      RunReport.writeWithPng(results, folder);
    } else {
      RunReport.write(results, folder);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(RunReport.console(results));
    out.println(System.lineSeparator() + "Report: " + folder.page());
    out.flush();
    return 0;
  }

  private RunFolder folder(Reports reports) throws IOException {
    var file = Path.of(run);
    return Files.isRegularFile(file) ? JmhImport.of(file, reports.path()) : reports.run(run);
  }
}
