package dev.fanout.bench.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

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

  /** Deletes them, as far as that is possible. */
  void delete() {
    for (Path file : named(folder)) {
      if (!others.contains(file)) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          return; // the JVM is being ended: nobody is left to be told
        }
      }
    }
  }

  private static Set<Path> named(Path folder) {
    var files = new HashSet<Path>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            folder, file -> NAME.matcher(file.getFileName().toString()).matches())) {
      found.forEach(files::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      return Set.of();
    }
    return files;
  }
}
