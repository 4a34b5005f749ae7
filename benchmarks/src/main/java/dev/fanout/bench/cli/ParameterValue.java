package dev.fanout.bench.cli;

import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.server.TimeSpan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of a parameter that has an option of its own, read as a user writes it, and given as JMH
 * takes it.
 */
record ParameterValue(Parameter parameter) implements ITypeConverter<String> {
  private static final Pattern NO_TIME = Pattern.compile("0+(ms|s)?");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(b|kib|mib|)");
  private static final Map<String, Integer> UNITS =
      Map.of("", 1, "b", 1, "kib", 1 << 10, "mib", 1 << 20);

  /** Adds an option for each of these parameters, which takes one value or several. */
  static void addOptions(CommandSpec command, List<Parameter> parameters, boolean several) {
    for (Parameter parameter : parameters) {
      OptionSpec.Builder option =
          OptionSpec.builder(parameter.option().name())
              .arity("1")
              .converters(new ParameterValue(parameter))
              .paramLabel(parameter.option().label())
              .description(parameter.option().description() + workload(parameter) + ".");
      boolean told = several && parameter.isLabelled(); // apart by their labels
      command.addOption(
          told
              ? option.type(List.class).auxiliaryTypes(String.class).splitRegex(",").build()
              : option.type(String.class).build());
    }
  }

  /** The values that were given; none if the command does not have the option. */
  static List<String> given(CommandSpec command, Parameter parameter) {
    OptionSpec option = command.findOption(parameter.option().name());
    Object value = option == null ? null : option.getValue();
    return switch (value) {
      case null -> List.of();
      case List<?> several -> several.stream().map(String::valueOf).toList();
      default -> List.of(value.toString());
    };
  }

  private static String workload(Parameter parameter) {
    return Parameter.of(Role.WORK).contains(parameter)
        ? "; for the workload " + WorkloadKind.having(parameter).key()
        : "";
  }

  @Override
  public String convert(String text) {
    String given = text.strip().toLowerCase(Locale.ROOT);
    if (given.equals(parameter.text(null))) {
      return "0"; // what JMH takes for none
    }
    try {
      long value =
          switch (parameter.type()) {
            case MS -> NO_TIME.matcher(given).matches() ? 0 : TimeSpan.parse(given).toMillis();
            case BYTES -> length(given);
            case COUNT, TEXT -> Values.number(given);
          };
      if (value >= parameter.option().least() && value <= parameter.option().most()) {
        return Long.toString(value);
      }
    } catch (IllegalArgumentException e) {
      // said below, alike for what is not a number and what is too large a one
    }
    throw new TypeConversionException(
        "'%s' is not %s".formatted(text, accepted(parameter.option().most())));
  }

  private static long length(String given) {
    Matcher form = LENGTH.matcher(given);
    if (!form.matches()) {
      throw new NumberFormatException(given);
    }
    return Long.parseLong(form.group(1)) * UNITS.getOrDefault(form.group(2), 1);
  }

  private String accepted(int most) {
    return switch (parameter.type()) {
      case MS -> "a time from 0 to %ds, such as 20ms".formatted(most / 1_000);
      case BYTES ->
          "a length in bytes, or in a whole number of KiB or MiB, up to %dMiB"
              .formatted(most >> 20);
      case COUNT, TEXT ->
          "a number from %d to %d%s"
              .formatted(
                  parameter.option().least(),
                  most,
                  parameter.text(null) == null ? "" : ", or " + parameter.text(null));
    };
  }
}
