package dev.fanout.report.text;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.PlannedShot;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the measured JVMs ran with, in words: flags, and settings that they inherited. */
public final class JvmFlags {
  private JvmFlags() {}

  /**
   * The flags of all, then of single models, then the settings; such as {@code `-Xint`,
   * structured-scope also with `--enable-preview`}.
   *
   * @param quote stands before and after what was given to a JVM
   */
  public static String of(Environment environment, String quote) {
    var text = new StringBuilder(quoted(String.join(" ", environment.jdk().flags()), quote));
    own(environment.plan().shots())
        .forEach(
            (flags, models) ->
                text.append(
                    ", %s also with %s"
                        .formatted(
                            String.join(" and ", models), quoted(String.join(" ", flags), quote))));
    inherited(environment.jdk().inherited())
        .forEach(
            (name, value) ->
                text.append(", and inherited %s".formatted(quoted(name + "=" + value, quote))));
    return text.toString();
  }

  private static String quoted(String text, String quote) {
    return quote + text.replace('`', '\'') + quote;
  }

  /** The models whose JVMs had flags of their own, by these flags. */
  private static Map<List<String>, Set<String>> own(List<PlannedShot> shots) {
    var own = new LinkedHashMap<List<String>, Set<String>>();
    for (PlannedShot shot : shots) {
      List<String> flags = shot.flags();
      if (flags != null && !flags.isEmpty()) {
        own.computeIfAbsent(flags, _ -> new LinkedHashSet<>()).add(shot.measured().model());
      }
    }
    return own;
  }

  private static Map<String, String> inherited(@Nullable Map<String, String> settings) {
    return settings == null ? Map.of() : settings;
  }
}
