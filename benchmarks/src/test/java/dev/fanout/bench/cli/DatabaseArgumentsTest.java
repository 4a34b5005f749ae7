package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.mariadb.MariaDbAddress;
import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the options of a database of one's own are read. */
class DatabaseArgumentsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void thePasswordIsTheFirstLineOfItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "topsecret\r\nmore\n");
    assertThat(arguments(file).endpoints())
        .singleElement()
        .isEqualTo(MariaDbAddress.of("jdbc:mariadb://127.0.0.1/").with("me", "topsecret"));
  }

  @Test
  void aFileThatCannotBeReadAsTextIsRefused() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'p', (byte) 0xe9, '\n'});
    assertRefused(latin, "(MalformedInputException)");
    assertRefused(folder, "(IOException)");
    assertRefused(folder.resolve("gone"), "(NoSuchFileException)");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> arguments(file).endpoints())
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "--db-password-file '%s' cannot be read %s: name a text file in UTF-8.", file, why);
  }

  private static DatabaseArguments arguments(Path passwordFile) {
    var arguments = new DatabaseArguments();
    arguments.database = MariaDbAddress.of("jdbc:mariadb://127.0.0.1/");
    arguments.user = "me";
    arguments.passwordFile = passwordFile;
    return arguments;
  }
}
