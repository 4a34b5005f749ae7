package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a folder for temporary files is open to everybody, anything may lie at the lock's place.
 */
@Timeout(60)
class MachineLockTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheLock() {
    file = folder.resolve("jmh.lock");
  }

  @Test
  void everyUserMayLockTheFileThatItLeaves() throws IOException {
    MachineLock.acquire(file).close();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
    MachineLock.acquire(file).close();
  }

  @Test
  void neitherWritesThroughALinkNorTakesIt() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(file, elsewhere);
    refused("a link");
    assertThat(elsewhere).doesNotExist();
    Files.writeString(elsewhere, "precious");
    refused("a link");
    assertThat(elsewhere).hasContent("precious");
  }

  @Test
  void doesNotTakeAFolder() throws IOException {
    Files.createDirectory(file);
    refused("a folder");
  }

  @Tag("slow")
  @Test
  void doesNotWaitForTheOtherEndOfAPipe() throws Exception {
    assumeThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    refused("a pipe or a device");
  }

  @Test
  void takesAFileThatItMayOnlyRead() throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeThat(Files.isWritable(file)).as("this user may write to any file").isFalse();
    MachineLock.acquire(file).close();
  }

  @Test
  void namesTheOwnerOfAFileThatItMayNotOpen() throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("this user may open any file").isFalse();
    assertThatThrownBy(() -> MachineLock.acquire(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("belongs to the user " + Files.getOwner(file).getName());
  }

  @Test
  void needsTheFolder() {
    assertThatThrownBy(() -> MachineLock.acquire(folder.resolve("none/jmh.lock")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it does not exist")
        .hasMessageContaining("JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER");
  }

  private void refused(String kind) throws IOException {
    String owner = Files.getOwner(folder).getName();
    assertThatThrownBy(() -> MachineLock.acquire(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(
            "%s, the lock of a measurement, must be a file, and is %s of the user %s: remove it"
                .formatted(file, kind, owner));
  }
}
