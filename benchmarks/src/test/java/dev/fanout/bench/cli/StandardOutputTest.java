package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {
  private final StringWriter err = new StringWriter();

  @Test
  void leavesTheExitCodeOfWhatWasWritten() {
    var bytes = new ByteArrayOutputStream();
    var output = new StandardOutput(bytes, () -> true);
    output.writer().println("✓");
    assertThat(output.exitCode(3, new PrintWriter(err))).isEqualTo(3);
    assertThat(bytes).hasToString("✓" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({"0, 141", "3, 3"})
  void endsQuietlyAsOtherToolsWhereTheReaderOfAPipeIsGone(int code, int ended) {
    var output = new StandardOutput(failing("Broken pipe"), () -> true);
    output.writer().println("more");
    assertThat(output.exitCode(code, new PrintWriter(err, true))).isEqualTo(ended);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "3, 3"})
  void saysThatTheDeviceIsFull(int code, int ended) {
    var output = new StandardOutput(failing("No space left on device"), () -> false);
    output.writer().println("more");
    assertThat(output.exitCode(code, new PrintWriter(err, true))).isEqualTo(ended);
    assertThat(err.toString().lines())
        .containsExactly("fanout: The output could not be written: No space left on device");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
