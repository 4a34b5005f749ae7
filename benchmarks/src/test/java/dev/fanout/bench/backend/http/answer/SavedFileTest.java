package dev.fanout.bench.backend.http.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fanout.bench.backend.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All ways to write a file come to the same. */
@Timeout(30)
class SavedFileTest {
  @TempDir private Path folder;

  /** Who writes. */
  enum Way {
    CALLING_THREAD {
      @Override
      Outcome save(Path file, Answer answer) throws Exception {
        return new SavedFile(file, false).handle(answer);
      }
    },
    CALLING_THREAD_WHERE_IT_NEED_NOT {
      @Override
      Outcome save(Path file, Answer answer) throws Exception {
        return new SavedFile(file, true).handle(answer);
      }
    },
    CALLBACK_BLOCKING {
      @Override
      Outcome save(Path file, Answer answer) throws Exception {
        return later(new SavedFile(file, false), answer);
      }
    },
    CALLBACK_NON_BLOCKING {
      @Override
      Outcome save(Path file, Answer answer) throws Exception {
        return later(new SavedFile(file, true), answer);
      }
    };

    abstract Outcome save(Path file, Answer answer) throws Exception;

    private static Outcome later(SavedFile handler, Answer answer) throws Exception {
      return handler.handleLater(answer).get(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesBodiesOfAnySize(Way way) throws Exception {
    for (int size : new int[] {0, 1, 65_536, 3 << 20}) {
      var body = new byte[size];
      new SplittableRandom(size).nextBytes(body);
      Path file = folder.resolve(Integer.toString(size));
      assertThat(way.save(file, new Answer(200, null, body))).isEqualTo(Outcome.right());
      assertThat(file).hasBinaryContent(body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingOfWhatWasThereBefore(Way way) throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[100]);
    way.save(file, new Answer(200, null, new byte[] {1, 2, 3}));
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskIsReported(Way way) {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    assertThatThrownBy(() -> way.save(full, new Answer(200, null, new byte[3 << 20])))
        .satisfies(
            thrown ->
                assertThat(thrown instanceof IOException ? thrown : thrown.getCause())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device"));
  }

  @ParameterizedTest
  @EnumSource
  void aFolderThatIsGoneIsReported(Way way) {
    Path nowhere = folder.resolve("none").resolve("file");
    assertThatThrownBy(() -> way.save(nowhere, new Answer(200, null, new byte[1])))
        .satisfies(
            thrown ->
                assertThat(thrown instanceof IOException ? thrown : thrown.getCause())
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining(nowhere.toString()));
  }
}
