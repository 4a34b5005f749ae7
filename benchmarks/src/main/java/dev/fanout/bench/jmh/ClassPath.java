package dev.fanout.bench.jmh;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A class path, on which the libraries of each backend but HTTP lie in a folder that has its name,
 * inside one called {@code backends}.
 */
record ClassPath(List<Path> entries) {
  private static final String BACKENDS = "backends";

  /** The class path that the JVM was started with. */
  static ClassPath of(String text) {
    return new ClassPath(Arrays.stream(text.split(File.pathSeparator, -1)).map(Path::of).toList());
  }

  /** What a JVM needs that calls that backend: the libraries of others are left out. */
  String forBackend(String key) {
    return entries.stream()
        .filter(entry -> backend(entry).stream().allMatch(key::equals))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The key of the backend that it is a library of; empty for what every JVM needs. */
  private static Optional<String> backend(Path entry) {
    return Optional.ofNullable(entry.getParent())
        .filter(folder -> folder.getParent() != null && folder.getParent().endsWith(BACKENDS))
        .map(folder -> String.valueOf(folder.getFileName()));
  }
}
