package dev.fanout.bench;

import dev.fanout.bench.model.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Further JVMs on this one's class path, for tests that need a process to end or to kill. */
public final class Jvm {
  /** Quick to start rather than quick later on. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private Jvm() {}

  /** The command that runs a class with a {@code main} method. */
  public static List<String> command(Class<?> main, String... arguments) {
    return command(List.of(), main, arguments);
  }

  /** As above, with flags for the JVM. */
  public static List<String> command(List<String> flags, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(SHORT_LIVED);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts it, with its standard error on this JVM's. */
  public static Process start(List<String> command) throws IOException {
    return builder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** A process that prints what its program prints, and not what options in variables ask for. */
  public static ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command);
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    return builder;
  }

  /** As above; it and the JVMs that it starts warm up briefly, and compile for a short life. */
  public static ProcessBuilder brief(List<String> command) {
    ProcessBuilder builder = builder(command);
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "%s -D%s=100ms".formatted(String.join(" ", SHORT_LIVED), Scenario.WARM_UP_PROPERTY));
    return builder;
  }
}
