package dev.fanout.bench.run;

import dev.fanout.report.measurement.MaskedText;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
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

  /** What ends at a space, unless that is within quotes; a JVM reads its options so. */
  private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*+\"?|'[^']*+'?|[^\\s\"']++)++");

  /** A word, with or without quotes, that gives a value to what nobody else should know. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?is)([\"']?)(.*?(?:password|passwd|secret|token|credential|key)[\\w.-]*=).+");

  private InheritedSettings() {}

  /** Those that are set to anything, without their secrets. */
  static Map<String, String> of(Map<String, String> variables) {
    var settings = new TreeMap<String, String>();
    variables.forEach(
        (name, value) -> {
          if (NAMES.matcher(name).matches() && !value.isBlank()) {
            settings.put(name, masked(value));
          }
        });
    return settings;
  }

  private static String masked(String value) {
    return MaskedText.of(
        WORD.matcher(value).replaceAll(word -> Matcher.quoteReplacement(maskedWord(word.group()))));
  }

  private static String maskedWord(String word) {
    Matcher secret = SECRET.matcher(word);
    return secret.matches()
        ? secret.group(1) + secret.group(2) + MaskedText.MASK + secret.group(1)
        : word;
  }
}
