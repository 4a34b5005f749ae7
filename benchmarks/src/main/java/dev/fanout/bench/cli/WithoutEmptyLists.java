package dev.fanout.bench.cli;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses an option that was given without a value in it, such as {@code --models ,}: picocli makes
 * an empty list of it, which would mean the same as not giving the option at all.
 *
 * @param properties where options come from that are not on the command line
 * @param next what carries the command out
 */
record WithoutEmptyLists(SystemPropertyDefaults properties, IExecutionStrategy next)
    implements IExecutionStrategy {
  @Override
  public int execute(ParseResult given) {
    for (CommandLine command : given.asCommandLineList()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        given(option).forEach(text -> requireValue(command, option, text));
      }
    }
    return next.execute(given);
  }

  private Stream<String> given(OptionSpec option) {
    return Stream.concat(
        option.originalStringValues().stream(), Stream.ofNullable(properties.defaultValue(option)));
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
}
