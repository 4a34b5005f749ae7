package dev.fanout.bench.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The temporary files that JMH makes in this JVM and deletes when it ends, unless it is halted.
 *
 * <p>No other JMH makes any meanwhile, since this one holds the machine's lock.
 *
 * @param folder where they lie
 * @param others those that were there before
 */
record JmhTemporaryFiles(Path folder, Set<Path> others) {
  private static final Pattern NAME = Pattern.compile("jmh\\d+(stdout|stderr|compilecommand)");

  /** Those that are made from now on. */
  static JmhTemporaryFiles fromNowOn() {
    return fromNowOn(Path.of(System.getProperty("java.io.tmpdir")));
  }

  static JmhTemporaryFiles fromNowOn(Path folder) {
    return new JmhTemporaryFiles(folder, named(folder));
  }

  /**
   * Deletes them, as far as that is possible: the JVM is being ended, and nobody is left to be
   * told.
   */
  void delete() {
    named(folder).stream()
        .filter(file -> !others.contains(file))
        .map(Path::toFile)
        .forEach(File::delete);
  }

  private static Set<Path> named(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException unreadable) {
      return Set.of();
    }
  }
}
