package dev.fanout.bench.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables that decide a measurement without being named in any command.
 *
 * <p>Three of them add flags to every JVM: the launcher reads {@code JDK_JAVA_OPTIONS}, the JVM
 * itself the two others. The rest change what lies below each JVM: the loader puts other libraries,
 * such as an allocator, before the system's; the C library is tuned. Variables that other programs
 * read, and those for languages and paths, decide nothing here.
 */
final class InheritedSettings {
  private static final Pattern NAMES =
      Pattern.compile(
          "JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|LD_PRELOAD|GLIBC_TUNABLES|MALLOC_\\w+");

  /** The value of a property or an option that is named after what nobody else should know. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w.-]*(?:password|passwd|secret|token|credential|key)[\\w.-]*=)[^\\s,]+");

  private InheritedSettings() {}

  /** Those that are set to anything, without their secrets. */
  static Map<String, String> of(Map<String, String> variables) {
    var settings = new TreeMap<String, String>();
    variables.forEach(
        (name, value) -> {
          if (NAMES.matcher(name).matches() && !value.isBlank()) {
            settings.put(name, SECRET.matcher(value).replaceAll("$1***"));
          }
        });
    return settings;
  }
}
