package dev.fanout.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void isGoneOnceClosedWithAllThatIsInIt() throws Exception {
    Path path;
    Process janitor;
    try (var folder = TemporaryFolder.create("fanout-test")) {
      path = folder.path();
      janitor = folder.janitor();
      Files.writeString(Files.createDirectory(path.resolve("a folder")).resolve("file"), "x");
    }
    assertThat(path).doesNotExist();
    assertThat(janitor.isAlive()).isFalse();
  }

  @Test
  void itsJanitorIsToldFromOtherProcesses() throws Exception {
    Process other = new ProcessBuilder("/bin/sh", "-c", "read -r _", "sh").start();
    try (var folder = TemporaryFolder.create("fanout-test")) {
      assertThat(TemporaryFolder.isJanitors(folder.janitor().toHandle())).isTrue();
      assertThat(TemporaryFolder.isJanitors(other.toHandle())).isFalse();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  @Tag("slow")
  void isGoneThoughItsProcessWasKilled() throws Exception {
    Process owner = Jvm.start(Jvm.command(Owner.class));
    try (var output = owner.inputReader()) {
      Path path = Path.of(output.readLine());
      assertThat(path).isNotEmptyDirectory();
      owner.destroyForcibly();
      await().atMost(Duration.ofSeconds(10)).until(() -> !Files.exists(path));
    } finally {
      owner.destroyForcibly();
    }
  }

  /** Makes a folder with a file, and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      Path path = TemporaryFolder.create("fanout-test").path();
      Files.writeString(path.resolve("file"), "x");
      System.out.println(path);
      new CountDownLatch(1).await();
    }
  }
}
