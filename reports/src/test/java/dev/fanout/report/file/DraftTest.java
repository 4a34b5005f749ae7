package dev.fanout.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
  @TempDir Path folder;

  /** Another process renames its draft while this one looks for abandoned ones. */
  @Test
  void tidiesUpBesideADraftThatIsRenamedJustNow() throws IOException {
    Path first = abandoned(".a.1x.draft");
    Path second = abandoned(".a.2y.draft");
    Path renamed = abandoned(".a.3z.draft");
    Draft.discardOlder(
        folder.resolve("a"), draft -> !draft.equals(renamed) || draft.toFile().delete());
    assertThat(first).doesNotExist();
    assertThat(second).doesNotExist();
  }

  @Test
  void tidiesNothingUpWhereTheFolderIsGone() {
    Draft.discardOlder(folder.resolve("gone/a"));
    assertThat(folder).isEmptyDirectory();
  }

  private Path abandoned(String name) throws IOException {
    Path draft = Files.writeString(folder.resolve(name), "hal");
    return Files.setLastModifiedTime(
        draft, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
  }
}
