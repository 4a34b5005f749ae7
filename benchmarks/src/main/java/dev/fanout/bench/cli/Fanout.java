package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.server.ServeCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line of fanout-bench. */
@Command(
    name = "fanout",
    description =
        "Which concurrency model should make N slow calls, how big must its pool be, what does it"
            + " cost?",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      TuneCommand.class,
      PlanCommand.class,
      ModelsCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      BaselineCommand.class,
      ServeCommand.class
    })
public final class Fanout {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private Fanout() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().setOut(utf8(System.out)).setErr(utf8(System.err)).execute(arguments));
  }

  /**
   * Whatever the locale, since most terminals, Maven and CI read UTF-8, and the C locale has no ✓.
   */
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, UTF_8);
  }

  static CommandLine commandLine() {
    var commandLine = new CommandLine(new Fanout());
    commandLine.setDefaultValueProvider(new SystemPropertyDefaults());
    commandLine.setParameterExceptionHandler(Fanout::refused);
    commandLine.setExecutionExceptionHandler(Fanout::failed);
    return commandLine;
  }

  private static int refused(ParameterException e, String[] arguments) {
    say(e.getCommandLine(), e.getMessage());
    return REFUSED;
  }

  private static void say(CommandLine command, @Nullable String why) {
    command.getErr().println("fanout: " + MaskedText.of(String.valueOf(why)));
    command.getErr().flush();
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    if (e instanceof RefusedException
        || e instanceof UnreadableRunException
        || e instanceof InvalidPathException) {
      say(command, e.getMessage());
      return REFUSED;
    }
    if (e instanceof FileSystemException file) {
      String why = Objects.requireNonNullElse(file.getReason(), file.getClass().getSimpleName());
      say(command, "%s cannot be read or written: %s".formatted(file.getFile(), why));
      return FAILED;
    }
    if (e instanceof IOException) {
      say(command, SlowCall.failure(e));
      return FAILED;
    }
    // A defect of ours: its stack trace shows what must be corrected.
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    say(command, trace.toString());
    return FAILED;
  }
}
