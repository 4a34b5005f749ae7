package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.run.ShotResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the measured JVM leaves and prints; shots are fired end to end. */
class JmhShooterTest {
  private static final Address URL = Address.of("http://127.0.0.1:1/");

  @TempDir Path folder;

  @Test
  void aTraceThatIsCutShortFailsItsShotAlone() throws IOException {
    Path cut = Files.writeString(folder.resolve("trace.json"), "{\"requests\":[{\"requ");
    ShotResult shot = result(cut, null);
    assertThat(shot.trace()).isEmpty();
    assertThat(shot.trouble()).hasValueSatisfying(why -> assertThat(why).contains("cut short"));
    assertThat(result(cut, "No space left on device").trouble())
        .contains("The measured JVM failed: No space left on device");
  }

  @Test
  void whatTheMeasuredJvmPrintsComesLineByLine() {
    var lines = new ArrayList<String>();
    try (var stream = new PrintWriter(new Lines(lines::add), false, StandardCharsets.UTF_8)) {
      stream.print("one\ntw");
      stream.print("o\r\nthree");
    }
    assertThat(lines).containsExactly("one", "two", "three");
  }

  private static ShotResult result(Path traceFile, @Nullable String trouble) {
    return JmhShooter.result(
        OptionalDouble.empty(), ShotResult.OwnRecord.NONE, traceFile, URL, trouble);
  }
}
