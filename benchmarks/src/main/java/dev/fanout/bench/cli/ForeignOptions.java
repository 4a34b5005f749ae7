package dev.fanout.bench.cli;

import dev.fanout.bench.plan.RefusedException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of {@code run} that a tuning does not have, and the other way round: Maven hands all of
 * them on as system properties, and one that is ignored makes a user believe what was not measured.
 */
final class ForeignOptions {
  /** That says by itself which of the two it is. */
  private static final String PRESET = "preset";

  private static final Map<String, String> INSTEAD =
      Map.of(
          "models", "give the one model to tune with --model",
          "sizes", "the search chooses the sizes, up to --max-size",
          "rounds", "the search chooses how many shots it needs, within --budget",
          "chunk", "the report of a tuning says whether chunks can pay",
          "file-size", "files are those of the workload download, which cannot be tuned for",
          "assert", "a tuning is held against its --goal",
          "assert-claims", "a tuning is held against its --goal",
          "model", "give models with --models",
          "goal", "only a tuning has a goal, which the preset tune or the command tune begins",
          "max-size", "give sizes with --sizes");

  private ForeignOptions() {}

  /**
   * Makes sure that none was given.
   *
   * @param other the name of the other command
   * @throws RefusedException if one was
   */
  static void refuse(CommandSpec command, String other) {
    Set<String> own = names(command);
    CommandSpec all = Objects.requireNonNull(command.parent());
    CommandLine foreign = Objects.requireNonNull(all.subcommands().get(other));
    names(foreign.getCommandSpec()).stream()
        .filter(name -> !own.contains(name) && !name.equals(PRESET))
        .filter(name -> !System.getProperty("fanout." + name, "").isBlank())
        .findFirst()
        .ifPresent(
            name -> {
              throw new RefusedException(
                  "--%s, given by -Dfanout.%s=%s, is not an option of %s: %s."
                      .formatted(
                          name,
                          name,
                          System.getProperty("fanout." + name),
                          command.name(),
                          INSTEAD.getOrDefault(name, "leave it out")));
            });
  }

  private static Set<String> names(CommandSpec command) {
    return command.options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2))
        .collect(Collectors.toUnmodifiableSet());
  }
}
