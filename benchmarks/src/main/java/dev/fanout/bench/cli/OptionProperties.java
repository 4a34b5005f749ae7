package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.plan.RefusedException;
import java.util.Arrays;
import java.util.List;
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
import picocli.CommandLine.UnmatchedArgumentException;

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

  private static final String BEHAVE = "behave";

  /** For {@code behave}; {@link #ELSEWHERE} for what names a system of the user's own. */
  private static final Map<String, String> INSTEAD_OF_BEHAVE =
      Map.of(
          "model", "give models with --models",
          "assert-claims", "no published figure is about behaviour",
          "preset", "the command behave has no presets");

  private static final String FIXED =
      "each scenario says how many requests it makes, how long they take and what becomes of them";

  private static final String ELSEWHERE =
      "behave needs a server that can be told to fail, so it calls the slow server that it starts";

  private static final Set<String> OF_OTHER_SYSTEMS =
      Stream.concat(
              CommandSpec.forAnnotatedObject(new OwnArguments()).options().stream(),
              CommandSpec.forAnnotatedObject(new Consent()).options().stream())
          .map(OptionProperties::name)
          .collect(Collectors.toUnmodifiableSet());

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
   * Makes sure that none was given which only {@code run} or {@code tune} has: Maven hands all on,
   * and one that is ignored makes a user believe what was not measured.
   *
   * @throws RefusedException if one was
   */
  static void refuseForeign(CommandSpec command) {
    Set<String> own =
        command.options().stream().map(OptionProperties::name).collect(Collectors.toSet());
    ofOthers(command)
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
                                      name, name, given, command.name(), instead(command, name)));
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
   * What to say of an option that this command does not have but another does; empty of any other
   * word.
   */
  static Optional<String> foreign(UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    return e.getUnmatched().stream()
        .findFirst()
        .filter(_ -> command.name().equals(BEHAVE))
        .map(word -> word.split("=", 2)[0])
        .flatMap(
            word ->
                ofOthers(command)
                    .filter(option -> List.of(option.names()).contains(word))
                    .findFirst()
                    .map(
                        option ->
                            "%s is not an option of %s: %s."
                                .formatted(word, command.name(), instead(command, name(option)))));
  }

  private static String instead(CommandSpec command, String name) {
    if (!command.name().equals(BEHAVE)) {
      return INSTEAD.getOrDefault(name, "leave it out");
    }
    return OF_OTHER_SYSTEMS.contains(name)
        ? ELSEWHERE
        : INSTEAD_OF_BEHAVE.getOrDefault(name, FIXED);
  }

  /** The options of the other commands that measure. */
  private static Stream<OptionSpec> ofOthers(CommandSpec command) {
    CommandSpec all = Objects.requireNonNull(command.parent());
    return Stream.of("run", "tune")
        .map(name -> Objects.requireNonNull(all.subcommands().get(name)))
        .flatMap(each -> each.getCommandSpec().options().stream());
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
