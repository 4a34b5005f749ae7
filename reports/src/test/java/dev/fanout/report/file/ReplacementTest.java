package dev.fanout.report.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {
  @TempDir Path folder;

  @BeforeEach
  void writeOldFiles() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(folder.resolve(name), "old");
    }
    Files.writeString(folder.resolve("other"), "not ours");
  }

  @Test
  void bringsTheNewAndRemovesTheStale() throws IOException {
    new Replacement()
        .put(folder.resolve("a"), "new")
        .put(folder.resolve("deep/er/d"), "new")
        .remove(folder.resolve("b"))
        .remove(folder.resolve("never-there"))
        .carryOut();
    assertThat(files())
        .isEqualTo(
            Map.of(
                "a",
                "new",
                "c",
                "old",
                "deep",
                "",
                "deep/er",
                "",
                "deep/er/d",
                "new",
                "other",
                "not ours"));
  }

  /** What a full disk does: a part of a file is written, and then no more. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "deep/d"})
  void aFileThatCannotBeWrittenWholeLeavesAllAsTheyWere(String failing) throws IOException {
    Map<String, String> before = files();
    var replacement = new Replacement();
    for (String name : List.of("a", "b", "deep/d")) {
      replacement.put(folder.resolve(name), name.equals(failing) ? ReplacementTest::full : whole());
    }
    replacement.remove(folder.resolve("c"));
    assertThatThrownBy(replacement::carryOut)
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder.resolve(failing) + ": No space left on device");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anErrorLeavesAllAsTheyWere() throws IOException {
    Map<String, String> before = files();
    var replacement = new Replacement();
    replacement.put(folder.resolve("a"), whole());
    replacement.put(
        folder.resolve("b"),
        draft -> {
          Files.writeString(draft, "hal");
          throw new OutOfMemoryError("made up");
        });
    assertThatThrownBy(replacement::carryOut).isInstanceOf(OutOfMemoryError.class);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void replacesALinkAndNotWhatItPointsAt() throws IOException {
    Files.delete(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a"), Path.of("other"));
    Files.delete(folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("other"));
    new Replacement().put(folder.resolve("a"), "new").remove(folder.resolve("b")).carryOut();
    assertThat(folder.resolve("a")).isRegularFile().hasContent("new");
    assertThat(Files.isSymbolicLink(folder.resolve("a"))).isFalse();
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(folder.resolve("other")).hasContent("not ours");
  }

  @Test
  void refusesAFolderThatIsALink(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("d"), "elsewhere");
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    for (Replacement through :
        List.of(
            new Replacement().put(link.resolve("d"), "new"),
            new Replacement().remove(link.resolve("d")))) {
      assertThatThrownBy(through.put(folder.resolve("a"), "new")::carryOut)
          .isInstanceOf(FileSystemException.class)
          .hasMessage(link + ": it is a symbolic link, and files are not written through links");
    }
    assertThat(elsewhere.resolve("d")).hasContent("elsewhere");
    assertThat(folder.resolve("a")).hasContent("old");
  }

  @Test
  void refusesAFolderInPlaceOfAFileAndAFileInPlaceOfAFolder() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    assertThatThrownBy(
            new Replacement().put(folder.resolve("a"), "new").put(folder.resolve("d"), "new")
                ::carryOut)
        .hasMessage(folder.resolve("d") + ": it is a folder, but a file must be there");
    assertThatThrownBy(
            new Replacement().put(folder.resolve("a"), "new").put(folder.resolve("b/d"), "new")
                ::carryOut)
        .hasMessage(folder.resolve("b") + ": it is not a folder");
    assertThat(folder.resolve("a")).hasContent("old");
  }

  @Test
  void neverRemovesAFolder() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    new Replacement().remove(folder.resolve("d")).carryOut();
    assertThat(folder.resolve("d")).isDirectory();
  }

  @Test
  void makesLinks() throws IOException {
    Path link = folder.resolve("latest");
    for (String target : List.of("b", "a")) {
      new Replacement().link(link, Path.of(target)).carryOut();
      assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of(target));
    }
  }

  @Test
  void newFilesHaveTheUsualPermissions() throws IOException {
    new Replacement().put(folder.resolve("d"), "new").carryOut();
    assertThat(Files.getPosixFilePermissions(folder.resolve("d")))
        .isEqualTo(Files.getPosixFilePermissions(folder.resolve("a")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("d"))))
        .startsWith("rw");
  }

  /** A process that was killed outright cannot take its drafts away. */
  @Test
  void takesAwayWhatAKilledProcessLeft() throws IOException {
    Path left = Files.writeString(folder.resolve(".a.1x2y.draft"), "hal");
    Path leftFolder = Files.createDirectories(folder.resolve(".a.5x6y.draft/jmh")).getParent();
    Path recent = Files.writeString(folder.resolve(".a.3x4y.draft"), "of another process, at work");
    Path others = Files.writeString(folder.resolve(".b.1x2y.draft"), "of a file not replaced now");
    var old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(left, old);
    Files.setLastModifiedTime(leftFolder, old);
    Files.setLastModifiedTime(others, old);
    new Replacement().put(folder.resolve("a"), "new").carryOut();
    assertThat(left).doesNotExist();
    assertThat(leftFolder).doesNotExist();
    assertThat(recent).exists();
    assertThat(others).exists();
  }

  @Test
  void twoAtOnceLeaveWholeFilesAndNoDrafts() throws Exception {
    List<String> texts = List.of("x".repeat(200_000), "y".repeat(200_000));
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> ends =
          texts.stream().<Future<?>>map(text -> threads.submit(() -> putOften(text))).toList();
      for (Future<?> end : ends) {
        end.get();
      }
    }
    assertThat(texts).contains(Files.readString(folder.resolve("new/d")));
    assertThat(files().keySet())
        .containsExactlyInAnyOrder("a", "b", "c", "other", "new", "new/d", "new/e");
  }

  private Void putOften(String text) throws IOException {
    for (int i = 0; i < 50; i++) {
      new Replacement()
          .put(folder.resolve("new/d"), text)
          .put(folder.resolve("new/e"), text)
          .carryOut();
    }
    return null;
  }

  /** Told to end in the middle, a process brings all files to their places before it does. */
  @Tag("slow")
  @Test
  void isCarriedOutBeforeTheJvmEnds() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Interrupted.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("writing");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
    assertThat(files()).isEqualTo(Map.of("a", "new", "b", "new", "c", "new", "other", "not ours"));
  }

  /** Writes the second of three files once its JVM was told to end. */
  static final class Interrupted {
    public static void main(String[] arguments) throws IOException {
      var folder = Path.of(arguments[0]);
      var told = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(told::countDown));
      new Replacement()
          .put(folder.resolve("a"), "new")
          .put(
              folder.resolve("b"),
              draft -> {
                System.out.println("writing");
                try {
                  told.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                Files.writeString(draft, "new");
              })
          .put(folder.resolve("c"), "new")
          .carryOut();
    }
  }

  private static Replacement.Content whole() {
    return draft -> Files.writeString(draft, "new");
  }

  private static void full(Path draft) throws IOException {
    Files.writeString(draft, "ne");
    throw new IOException("No space left on device");
  }

  /** All files and folders, hidden ones too, with their content. */
  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.skip(1).toList()) {
        files.put(
            folder.relativize(path).toString(),
            Files.isDirectory(path) ? "" : Files.readString(path));
      }
    }
    return files;
  }
}
