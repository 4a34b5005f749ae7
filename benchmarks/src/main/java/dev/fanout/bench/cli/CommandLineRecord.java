package dev.fanout.bench.cli;

import dev.fanout.bench.backend.http.Address;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the user typed, for the record: the system property {@code fanout.command}, which whoever
 * starts this JVM sets, and each option that came as a property; without the secrets of an address.
 */
final class CommandLineRecord {
  private CommandLineRecord() {}

  static String of(CommandSpec spec) {
    Stream<String> properties =
        spec.options().stream()
            .map(option -> "fanout." + option.longestName().replaceFirst("^--", ""))
            .filter(name -> !System.getProperty(name, "").isBlank())
            .map(name -> "-D%s=%s".formatted(name, System.getProperty(name)));
    String command =
        Stream.concat(
                Stream.of(System.getProperty("fanout.command", "fanout " + spec.name())),
                properties)
            .collect(Collectors.joining(" "));
    OptionSpec url = spec.findOption("--url");
    return url != null && url.getValue() instanceof Address address
        ? address.mask(command)
        : command;
  }
}
