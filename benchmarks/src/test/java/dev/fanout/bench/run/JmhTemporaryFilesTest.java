package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhTemporaryFilesTest {
  @TempDir Path folder;

  @Test
  void areDeletedAndNothingElse() throws IOException {
    make("jmh1stdout", "jmh.lock", "jmh2-notes");
    var files = JmhTemporaryFiles.fromNowOn(folder);
    make("jmh2stdout", "jmh3stderr", "jmh4compilecommand", "jmh5.txt", "fanout-shot6");
    files.delete();
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "jmh1stdout", "jmh.lock", "jmh2-notes", "jmh5.txt", "fanout-shot6");
    }
  }

  private void make(String... names) throws IOException {
    for (String name : List.of(names)) {
      Files.createFile(folder.resolve(name));
    }
  }
}
