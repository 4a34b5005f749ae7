package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkTest {
  @TempDir Path folder;

  /** In a JVM that nobody gave a pipe, the descriptor is a file that the JVM itself has open. */
  @Test
  void leavesAFileAloneThatIsNotItsPipe() throws Exception {
    Path file = Files.writeString(folder.resolve("modules"), "the JDK's classes");
    assertThatThrownBy(() -> Uplink.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is not a pipe: only another process of fanout-bench can start this one", file);
    assertThat(file).hasContent("the JDK's classes");
  }
}
