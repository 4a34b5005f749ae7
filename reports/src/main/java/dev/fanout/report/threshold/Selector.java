package dev.fanout.report.threshold;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the summary are meant.
 *
 * @param model the model's key
 * @param parameters the case's parameters that are named, each with its value as in summary.csv; no
 *     handler threads are {@code async}
 * @param temperature that of the JVM; absent for each
 */
record Selector(
    String model, Map<Parameter, String> parameters, @Nullable Temperature temperature) {
  /** All but the model, which is named before the brackets, and what follows from the others. */
  private static final List<Parameter> PARAMETERS =
      Arrays.stream(Parameter.values())
          .filter(each -> each != Parameter.MODEL && each != Parameter.IN_FLIGHT)
          .toList();

  /** Between two parameters; a distribution of delays has commas of its own. */
  private static final Pattern SEPARATOR = Pattern.compile(",(?=[^,=]*=)");

  static Selector parse(String model, @Nullable String parameters, @Nullable String temperature) {
    return new Selector(model, parameters(parameters), temperature(temperature));
  }

  private static Map<Parameter, String> parameters(@Nullable String text) {
    var parsed = new EnumMap<Parameter, String>(Parameter.class);
    if (text == null) {
      return parsed;
    }
    for (String pair : SEPARATOR.split(text, -1)) {
      String[] parts = pair.split("=", 2);
      Parameter parameter = named(parts[0]);
      boolean comma =
          pair.contains(",") && parameter != Parameter.DELAY && parameter != Parameter.ARRIVALS;
      if (parameter == null || parts.length < 2 || comma || parsed.containsKey(parameter)) {
        throw new MalformedThresholdException(
            "'[%s]' does not select by parameters, such as [size=8,chunk=4]; the parameters are %s."
                .formatted(
                    text,
                    PARAMETERS.stream().map(Parameter::column).collect(Collectors.joining(", "))));
      }
      parsed.put(parameter, parts[1]);
    }
    return parsed;
  }

  private static @Nullable Parameter named(String column) {
    return PARAMETERS.stream()
        .filter(each -> each.column().equals(column))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Temperature temperature(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(Temperature.values())
        .filter(temperature -> temperature.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedThresholdException(
                    "'%s' is not a temperature; these are %s."
                        .formatted(
                            text,
                            Arrays.stream(Temperature.values())
                                .map(Temperature::text)
                                .collect(Collectors.joining(", ")))));
  }

  boolean selects(Case measured, Temperature at) {
    return model.equals(measured.model())
        && (temperature == null || temperature == at)
        && parameters.entrySet().stream()
            .allMatch(
                wanted ->
                    wanted
                        .getValue()
                        .equals(wanted.getKey().text(measured.value(wanted.getKey()))));
  }
}
