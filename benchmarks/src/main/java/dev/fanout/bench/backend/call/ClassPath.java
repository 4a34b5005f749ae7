package dev.fanout.bench.backend.call;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A class path as {@code java} takes it: files, folders, and {@code folder/*} for its jars. */
final class ClassPath {
  private static final Pattern BETWEEN_ENTRIES = Pattern.compile(Pattern.quote(File.pathSeparator));
  private static final String ALL_JARS = "*";

  private ClassPath() {}

  /** Its entries, once there is no {@code *} left in it. */
  static List<Path> of(String entries) {
    return BETWEEN_ENTRIES.splitAsStream(entries).map(Path::of).toList();
  }

  /**
   * The same, with each jar by name and each entry absolute, so that any process can use it.
   *
   * @throws IllegalArgumentException if an entry does not exist
   */
  static String entries(String classPath) {
    return BETWEEN_ENTRIES
        .splitAsStream(classPath)
        .flatMap(ClassPath::expanded)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> expanded(String entry) {
    boolean jars = entry.equals(ALL_JARS) || entry.endsWith("/*") || entry.endsWith("\\*");
    Path path = Path.of(jars ? entry.substring(0, entry.length() - 1) : entry).toAbsolutePath();
    if (jars ? !Files.isDirectory(path) : !Files.exists(path)) {
      throw new IllegalArgumentException(
          "'%s' of --class-path does not exist (%s): correct --class-path, whose entries are files and folders, from the current folder on."
              .formatted(entry, path));
    }
    return jars ? jarsIn(path) : Stream.of(path);
  }

  private static Stream<Path> jarsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
