package dev.fanout.report.threshold;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Temperature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the summary are meant.
 *
 * @param model the model's key
 * @param parameters the case's parameters that are named, each with its value as in summary.csv
 * @param temperature cold or warm; absent for both
 */
record Selector(String model, Map<String, String> parameters, @Nullable Temperature temperature) {
  private static final List<String> PARAMETERS =
      List.of("variant", "client", "size", "chunk", "workload", "requests", "delay_ms");

  static Selector parse(String model, @Nullable String parameters, @Nullable String temperature) {
    return new Selector(model, parameters(parameters), temperature(temperature));
  }

  private static Map<String, String> parameters(@Nullable String text) {
    var parsed = new LinkedHashMap<String, String>();
    if (text == null) {
      return parsed;
    }
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (equals < 0 || !PARAMETERS.contains(name) || parsed.containsKey(name)) {
        throw new MalformedThresholdException(
            "'[%s]' does not select by parameters, such as [size=8,chunk=4]; there are %s."
                .formatted(text, String.join(", ", PARAMETERS)));
      }
      parsed.put(name, pair.substring(equals + 1));
    }
    return parsed;
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
                    "'%s' is no temperature; these are %s."
                        .formatted(
                            text,
                            Arrays.stream(Temperature.values())
                                .map(Temperature::text)
                                .collect(Collectors.joining(" and ")))));
  }

  boolean selects(Case measured, Temperature at) {
    return model.equals(measured.model())
        && (temperature == null || temperature == at)
        && parameters.entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(parameter(measured, wanted.getKey())));
  }

  private static @Nullable String parameter(Case measured, String name) {
    return switch (name) {
      case "variant" -> measured.variant();
      case "client" -> measured.client();
      case "size" -> text(measured.size());
      case "chunk" -> text(measured.chunk());
      case "workload" -> measured.workload();
      case "requests" -> text(measured.requests());
      case "delay_ms" -> text(measured.delayMs());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static @Nullable String text(@Nullable Number number) {
    return number == null ? null : String.format(Locale.ROOT, "%d", number);
  }
}
