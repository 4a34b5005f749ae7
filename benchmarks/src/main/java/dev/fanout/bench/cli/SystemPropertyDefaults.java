package dev.fanout.bench.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the value of an option that was not given from the system property of its name: {@code
 * fanout.preset} for {@code --preset}. A blank property counts as absent, since Maven hands each
 * on.
 */
final class SystemPropertyDefaults implements IDefaultValueProvider {
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option && option.longestName().startsWith("--")) {
      String value = System.getProperty("fanout." + option.longestName().substring(2), "");
      return value.isBlank() ? null : value;
    }
    return null;
  }
}
