package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.cli.Fanout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The command line as a process of its own.
 *
 * @param root the folder in which its reports lie
 * @param temporary its folder of temporary files
 */
public record FanoutProcess(Path root, Path temporary) {
  /** What a JVM says of the options that {@link Jvm#brief} gives it. */
  private static final Pattern PICKED_UP = Pattern.compile("(?m)^Picked up JAVA_TOOL_OPTIONS.*\\R");

  /** How a command ended. */
  public record Ended(int exitCode, String out, String err) {}

  Ended run(String... arguments) throws Exception {
    return ended(Jvm.brief(command(arguments)).start());
  }

  Process start(String... arguments) throws IOException {
    return Jvm.brief(command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  List<String> command(String... arguments) {
    return Jvm.command(
        List.of("-Dfanout.root=" + root, "-Djava.io.tmpdir=" + temporary), Fanout.class, arguments);
  }

  public static Ended ended(Process process) throws Exception {
    try (var reader = Executors.newVirtualThreadPerTaskExecutor()) {
      var err = reader.submit(() -> new String(process.getErrorStream().readAllBytes(), UTF_8));
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), out, PICKED_UP.matcher(err.get()).replaceAll(""));
    }
  }

  /** Reads on until a line holds the text. */
  static void awaitLine(BufferedReader out, String text) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("the command ended without saying: " + text);
  }
}
