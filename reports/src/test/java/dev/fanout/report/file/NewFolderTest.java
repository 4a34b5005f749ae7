package dev.fanout.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
