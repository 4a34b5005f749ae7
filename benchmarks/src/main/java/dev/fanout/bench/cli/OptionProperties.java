package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.plan.RefusedException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options that are given as system properties of the same name: {@code fanout.preset} for {@code
 * --preset}. A blank property counts as absent, since Maven hands each on.
 */
final class OptionProperties implements IDefaultValueProvider {
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

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.longestName().startsWith("--")
        ? value(name(option)).orElse(null)
        : null;
  }

  /**
   * Carries the command out, unless an option was given without a value in it, such as {@code
   * --models ,}: picocli makes an empty list of it, as if the option had not been given at all.
   */
  static int carryOut(ParseResult given) {
    for (CommandLine command : given.asCommandLineList()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        Stream.concat(option.originalStringValues().stream(), value(name(option)).stream())
            .forEach(text -> requireValue(command, option, text));
      }
    }
    return new CommandLine.RunLast().execute(given);
  }

  private static void requireValue(CommandLine command, OptionSpec option, String text) {
    String separator = option.splitRegex();
    if (!separator.isEmpty()
        && Arrays.stream(text.split(separator, -1)).allMatch(String::isBlank)) {
      throw new ParameterException(
          command,
          "'%s' holds no value for %s: give at least one, or leave the option out."
              .formatted(text, option.longestName()));
    }
  }

  /**
   * Makes sure that none was given which the other of {@code run} and {@code tune} alone has: Maven
   * hands all on, and one that is ignored makes a user believe what was not measured.
   *
   * @throws RefusedException if one was
   */
  static void refuseForeign(CommandSpec command) {
    CommandSpec all = Objects.requireNonNull(command.parent());
    Set<String> own =
        command.options().stream().map(OptionProperties::name).collect(Collectors.toSet());
    Stream.of("run", "tune")
        .map(name -> Objects.requireNonNull(all.subcommands().get(name)))
        .flatMap(each -> each.getCommandSpec().options().stream())
        .map(OptionProperties::name)
        .filter(name -> !own.contains(name) && !name.equals("preset")) // which says which it is
        .forEach(
            name ->
                value(name)
                    .ifPresent(
                        given -> {
                          throw new RefusedException(
                              "--%s, given by -Dfanout.%s=%s, is not an option of %s: %s."
                                  .formatted(
                                      name,
                                      name,
                                      given,
                                      command.name(),
                                      INSTEAD.getOrDefault(name, "leave it out")));
                        }));
  }

  /**
   * Makes sure that no other option was given than these.
   *
   * @param names of the options, without their dashes
   * @param why what the others have no meaning for
   * @throws RefusedException if one was
   */
  static void refuseAllBut(Set<String> names, CommandSpec command, String why) {
    ParseResult given = command.commandLine().getParseResult();
    command.options().stream()
        .filter(option -> !names.contains(name(option)))
        .filter(option -> given.hasMatchedOption(option) || value(name(option)).isPresent())
        .findFirst()
        .ifPresent(
            option -> {
              throw new RefusedException(
                  "%s was given, which has no meaning for %s: leave it out."
                      .formatted(option.longestName(), why));
            });
  }

  /**
   * What the user typed, for the record: the system property {@code fanout.command}, which whoever
   * starts this JVM sets, and each option that came as a property; without the secrets of what is
   * called.
   */
  static String commandLine(CommandSpec spec, @Nullable Endpoint own) {
    Stream<String> properties =
        spec.options().stream()
            .map(OptionProperties::name)
            .flatMap(name -> value(name).map(v -> "-Dfanout.%s=%s".formatted(name, v)).stream());
    String command =
        Stream.concat(
                Stream.of(System.getProperty("fanout.command", "fanout " + spec.name())),
                properties)
            .collect(Collectors.joining(" "));
    return own == null ? command : own.mask(command);
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^--", "");
  }

  private static Optional<String> value(String name) {
    return Optional.ofNullable(System.getProperty("fanout." + name)).filter(v -> !v.isBlank());
  }
}
