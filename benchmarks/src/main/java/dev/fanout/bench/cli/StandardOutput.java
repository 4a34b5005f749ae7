package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers that a write failed: a {@link PrintWriter} goes on in silence.
 *
 * <p>A command goes on too, since a measurement is worth more than its lines; only its exit code
 * tells.
 */
final class StandardOutput extends FilterOutputStream {
  private static final int NOT_WRITTEN = 1;

  /** What a shell reports of a program that the signal SIGPIPE ended: 128 + 13. */
  private static final int READER_IS_GONE = 141;

  private static final int FILE_TYPE = 0xF000;
  private static final int PIPE = 0x1000;

  private final BooleanSupplier isPipe;
  private @Nullable IOException failure;

  StandardOutput(OutputStream to) {
    this(to, StandardOutput::isPipe);
  }

  /** One that does not ask the system whether it is a pipe. */
  StandardOutput(OutputStream to, BooleanSupplier isPipe) {
    super(to);
    this.isPipe = isPipe;
  }

  /** Writes UTF-8, whatever the locale: most terminals, Maven and CI read it. */
  PrintWriter writer() {
    return new PrintWriter(this, true, UTF_8);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** The exit code of a command that ended with this one, given what became of its output. */
  int exitCode(int code, PrintWriter err) {
    if (failure == null) {
      return code;
    }
    if (isPipe.getAsBoolean()) {
      return code == 0 ? READER_IS_GONE : code;
    }
    err.println("fanout: The output could not be written: " + failure.getMessage());
    return code == 0 ? NOT_WRITTEN : code;
  }

  private static boolean isPipe() {
    try {
      int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      return (mode & FILE_TYPE) == PIPE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return true; // unknown; most outputs that fail are pipes
    }
  }
}
