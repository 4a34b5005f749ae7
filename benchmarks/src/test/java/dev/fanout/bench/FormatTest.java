package dev.fanout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** All Java files are as google-java-format writes them; {@code scripts/format} corrects them. */
@Order(3)
class FormatTest {
  @Test
  void everyFileIsFormatted() throws Exception {
    List<Path> files = javaFiles();
    assertThat(files).hasSizeGreaterThan(50);
    var unformatted = new ArrayList<Path>();
    for (Path file : files) {
      if (!isFormatted(Files.readString(file))) {
        unformatted.add(file);
      }
    }
    assertThat(unformatted).as("files to run scripts/format on").isEmpty();
  }

  private static boolean isFormatted(String source) throws FormatterException {
    return new Formatter().formatSourceAndFixImports(source).equals(source);
  }

  private static List<Path> javaFiles() throws IOException {
    var root = Path.of("..").toAbsolutePath().normalize();
    var files = new ArrayList<Path>();
    for (String module : List.of("slow-server", "reports", "benchmarks")) {
      try (Stream<Path> tree = Files.walk(root.resolve(module).resolve("src"))) {
        tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    return files;
  }
}
