package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestTest {
  @TempDir Path folder;

  @Test
  void isALink() throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/a"));
    var latest = new Latest(folder);
    latest.point(Files.createDirectories(folder.resolve("runs/b")));
    latest.point(run);
    latest.requireOurs();
    assertThat(folder.resolve("latest")).isSymbolicLink();
    assertThat(latest.folder().toRealPath()).isEqualTo(run.toRealPath());
  }

  /** As on FAT, or where a container's mount forbids links: a zip file has none. */
  @Test
  void isATextFileWhereThereAreNoLinks() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("no-links.zip"), Map.of("create", "true"))) {
      Path reports = zip.getPath("/reports");
      Path run = Files.createDirectories(reports.resolve("runs/a"));
      var latest = new Latest(reports);
      latest.point(Files.createDirectories(reports.resolve("runs/b")));
      latest.requireOurs();
      latest.point(run);
      latest.requireOurs();
      assertThat(Files.readString(reports.resolve("latest"))).isEqualTo("runs/a\n");
      assertThat(latest.folder()).isEqualTo(run);
    }
  }

  @Test
  void leavesAFolderOrFileOfTheUserAlone() throws IOException {
    Path latest = Files.createDirectory(folder.resolve("latest"));
    refused();
    Files.delete(latest);
    Files.writeString(latest, "my notes");
    refused();
  }

  @Test
  void mayBeMissing() throws IOException {
    assertThatCode(() -> new Latest(folder).requireOurs()).doesNotThrowAnyException();
    assertThat(new Latest(folder).folder()).doesNotExist();
  }

  private void refused() {
    assertThatThrownBy(() -> new Latest(folder).requireOurs())
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(folder.resolve("latest") + " is not a link to a run");
  }
}
