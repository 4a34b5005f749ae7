package dev.fanout.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH, called as a library: its output goes where it is told, and the console stays as it was. */
final class JmhRunner {
  private static final String CLASS_PATH = "java.class.path";

  static {
    // JMH reads this when its Runner is loaded; it would else refuse to run beside our lock.
    System.setProperty("jmh.ignoreLock", "true");
  }

  private JmhRunner() {}

  /**
   * Runs what the options include.
   *
   * @param backend whose libraries the measured JVMs get
   * @param log takes what JMH itself says
   * @param printed takes what the measured JVMs print, line by line
   */
  static Collection<RunResult> run(
      Options options, String backend, PrintStream log, Consumer<String> printed)
      throws RunnerException {
    var format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    PrintStream console = System.out;
    String all = System.getProperty(CLASS_PATH);
    try (var lines = Lines.stream(printed)) {
      System.setOut(lines); // where JMH puts what the measured JVM prints
      System.setProperty(CLASS_PATH, ClassPath.of(all).forBackend(backend)); // it gets this one
      return new Runner(options, format).run();
    } finally {
      System.setOut(console);
      System.setProperty(CLASS_PATH, all);
    }
  }

  /** A log that is added to. */
  static PrintStream appending(Path file) throws IOException {
    return new PrintStream(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true,
        UTF_8);
  }
}
