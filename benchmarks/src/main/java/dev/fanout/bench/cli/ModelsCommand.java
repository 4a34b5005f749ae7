package dev.fanout.bench.cli;

import dev.fanout.bench.model.ModelType;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "List the concurrency models, with what each does and its parameters.")
final class ModelsCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (ModelType model : ModelType.all()) {
      String parameters =
          model.parameters().entrySet().stream()
              .map(each -> each.getKey() + "=" + String.join("|", each.getValue()))
              .collect(Collectors.joining(" "));
      out.printf("%-20s %s%n", model.key(), model.does());
      if (!parameters.isEmpty()) {
        out.printf("%-20s %s%n", "", parameters);
      }
    }
    out.flush();
  }
}
