package dev.fanout.bench.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes of files in bytes, from 1 byte to 64 MiB. */
final class FileSize implements ITypeConverter<Integer> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(b|kib|mib|)");
  private static final Map<String, Integer> UNITS =
      Map.of("", 1, "b", 1, "kib", 1 << 10, "mib", 1 << 20);
  private static final int MOST = 64 << 20;

  @Override
  public Integer convert(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (form.matches()) {
      long bytes = Long.parseLong(form.group(1)) * UNITS.getOrDefault(form.group(2), 1);
      if (bytes >= 1 && bytes <= MOST) {
        return (int) bytes;
      }
    }
    throw new TypeConversionException(
        "'%s' is no size of a file: give bytes, or a whole number of KiB or MiB, up to 64MiB"
            .formatted(text));
  }
}
