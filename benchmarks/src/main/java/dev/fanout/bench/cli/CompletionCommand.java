package dev.fanout.bench.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print a script by which the shell completes commands, options and their values.",
      "In bash, for this shell alone: source <(scripts/fanout completion bash)",
      "For all: put that line, with the full path of scripts/fanout, into ~/.bashrc or ~/.zshrc."
    })
final class CompletionCommand implements Runnable {
  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  String shell = "bash";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    String before =
        switch (shell) {
          case "bash" -> "";
          // On which the completion of bash rests there.
          case "zsh" -> "autoload -Uz compinit && compinit" + System.lineSeparator();
          default ->
              throw new ParameterException(
                  spec.commandLine(), "'%s' is not a shell: give bash or zsh".formatted(shell));
        };
    PrintWriter out = spec.commandLine().getOut();
    out.print(before + AutoComplete.bash("fanout", spec.root().commandLine()));
    out.flush();
  }
}
