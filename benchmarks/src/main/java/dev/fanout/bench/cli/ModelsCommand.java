package dev.fanout.bench.cli;

import dev.fanout.bench.backend.http.ClientLimit;
import dev.fanout.bench.model.ModelType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description =
        "List the concurrency models: what each does, its parameters, and the HTTP clients that it"
            + " can be measured with.")
final class ModelsCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<ModelType> models = ModelType.all();
    for (ModelType model : models) {
      String parameters =
          model.parameters().entrySet().stream()
              .map(each -> each.getKey() + "=" + String.join("|", each.getValue()))
              .collect(Collectors.joining(" "));
      out.println(row(model.key(), model.does()));
      if (!parameters.isEmpty()) {
        out.println(row("", parameters));
      }
    }
    out.println();
    matrix(models).forEach(out::println);
    out.println();
    out.println("What the clients do alike is in docs/clients.md. What one of them does not:");
    Arrays.stream(ClientLimit.values())
        .forEach(limit -> out.println(row("  " + limit.client(), limit.says())));
    out.flush();
  }

  /** Which model can be measured with which client: a row per model, a column per client. */
  private static List<String> matrix(List<ModelType> models) {
    List<String> clients =
        models.stream().flatMap(model -> model.clients().stream()).distinct().toList();
    var rows = new ArrayList<String>();
    rows.add(row("model / client", String.join("  ", clients)));
    for (ModelType model : models) {
      String marks =
          clients.stream()
              .map(
                  client ->
                      (model.clients().contains(client) ? "x" : "-")
                          + " ".repeat(client.length() - 1))
              .collect(Collectors.joining("  "));
      rows.add(row(model.key(), marks.stripTrailing()));
    }
    return rows;
  }

  private static String row(String model, String text) {
    return "%-20s %s".formatted(model, text);
  }
}
