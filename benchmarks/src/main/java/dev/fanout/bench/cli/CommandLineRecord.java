package dev.fanout.bench.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the user typed, for the record: the system property {@code fanout.command}, which whoever
 * starts this JVM sets, and each option that came as a property.
 */
final class CommandLineRecord {
  private CommandLineRecord() {}

  static String of(CommandSpec spec) {
    Stream<String> properties =
        spec.options().stream()
            .map(option -> "fanout." + option.longestName().replaceFirst("^--", ""))
            .filter(name -> !System.getProperty(name, "").isBlank())
            .map(name -> "-D%s=%s".formatted(name, System.getProperty(name)));
    return Stream.concat(
            Stream.of(System.getProperty("fanout.command", "fanout " + spec.name())), properties)
        .collect(Collectors.joining(" "));
  }
}
