package dev.fanout.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
  @TempDir Path parent;

  @Test
  void appearsOnceItIsFilled() throws IOException {
    Path place = parent.resolve("run");
    NewFolder.make(
        place,
        draft -> {
          Files.createDirectory(draft.resolve("jmh"));
          Files.writeString(draft.resolve("jmh/log"), "text");
          assertThat(place).doesNotExist();
        });
    assertThat(place.resolve("jmh/log")).hasContent("text");
    assertThat(parent).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void leavesNothingIfItCannotBeFilled(@TempDir Path elsewhere) throws IOException {
    Path other = Files.writeString(elsewhere.resolve("file"), "not ours");
    assertThatThrownBy(
            () ->
                NewFolder.make(
                    parent.resolve("run"),
                    draft -> {
                      Files.createDirectory(draft.resolve("jmh"));
                      Files.createSymbolicLink(draft.resolve("jmh/link"), elsewhere);
                      Files.writeString(draft.resolve("shots.csv"), "hal");
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(parent).isEmptyDirectory();
    assertThat(other).exists();
  }

  /** Of whatever name, since no later folder has the same. */
  @Test
  void takesAwayWhatAKilledProcessLeft() throws IOException {
    Path left = Files.createDirectories(parent.resolve(".earlier.1x2y.draft/jmh")).getParent();
    Path recent = Files.createDirectory(parent.resolve(".other.3x4y.draft"));
    Path file = Files.writeString(parent.resolve(".file.1x2y.draft"), "of a replacement");
    var old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(left, old);
    Files.setLastModifiedTime(file, old);
    NewFolder.make(parent.resolve("run"), draft -> {});
    assertThat(left).doesNotExist();
    assertThat(recent).exists();
    assertThat(file).exists();
  }

  @Test
  void takesNoPlaceOfAnother() throws IOException {
    Path place = Files.createDirectory(parent.resolve("run"));
    assertThatThrownBy(() -> NewFolder.make(place, draft -> {}))
        .isInstanceOf(FileAlreadyExistsException.class);
    Path link = Files.createSymbolicLink(parent.resolve("link"), Path.of("nowhere"));
    assertThatThrownBy(() -> NewFolder.make(link, draft -> {}))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
