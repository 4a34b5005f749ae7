package dev.fanout.bench.cli;

import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code open}. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = "Show the page of a run in the browser.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the browser was asked for the page",
      "1:no program of this machine could open it; its path is printed",
      "2:there is no such run, or it has no page"
    })
final class OpenCommand implements Callable<Integer> {
  /** What opens a file by the program that its user has chosen: Linux, macOS. */
  private static final List<String> OPENERS = List.of("xdg-open", "open");

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "latest",
      description =
          "A run's folder, a run id, latest or reference/tutorial (default: ${DEFAULT-VALUE}).")
  String run = "latest";

  @Spec CommandSpec spec = CommandSpec.create();

  List<String> openers = OPENERS;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path page = Reports.of(spec).run(run).page();
    if (!Files.isRegularFile(page)) {
      throw new RefusedException(
          "%s is not there; make it with: scripts/fanout report %s".formatted(page, run));
    }
    spec.commandLine().getOut().println(page);
    spec.commandLine().getOut().flush();
    for (String opener : openers) {
      if (opened(opener, page)) {
        return 0;
      }
    }
    spec.commandLine()
        .getErr()
        .println(
            "fanout: none of %s could open it; open the file in a browser yourself."
                .formatted(String.join(", ", openers)));
    return 1;
  }

  private static boolean opened(String opener, Path page) throws InterruptedException {
    try {
      return new ProcessBuilder(opener, page.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
