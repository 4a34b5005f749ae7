package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.OpenFiles;
import dev.fanout.bench.run.Reason;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.PlainText;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.server.ServeCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
      BehaveCommand.class,
      PlanCommand.class,
      ModelsCommand.class,
      ReportCommand.class,
      OpenCommand.class,
      CompareCommand.class,
      BaselineCommand.class,
      ServeCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Fanout {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;
  private static final Version VERSION = new Version();
  private static final Set<String> DATA = Set.of("-d", "--data");

  private final Path root;

  private Fanout(Path root) {
    this.root = root;
  }

  /** The folder of the project at hand. */
  static Path root(CommandSpec spec) {
    return ((Fanout) spec.root().userObject()).root;
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    var err = new PrintWriter(System.err, true, UTF_8);
    OpenFiles.tooFew()
        .ifPresent(
            why -> {
              err.println("fanout: " + why);
              System.exit(REFUSED);
            });
    var out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    Path root = Path.of(System.getProperty("fanout.root", "")).toAbsolutePath().normalize();
    System.exit(out.exitCode(execute(() -> commandLine(root), out.writer(), err, arguments), err));
  }

  /** Runs the command; one that runs out of memory ends in a sentence too. */
  static int execute(
      Supplier<CommandLine> commandLine, PrintWriter out, PrintWriter err, String... arguments) {
    try {
      return commandLine.get().setOut(out).setErr(err).execute(joined(arguments));
    } catch (OutOfMemoryError e) {
      return outOfMemory(err, e);
    }
  }

  /**
   * With each option and the file of its data in one, or picocli would take what is in the file.
   */
  private static String[] joined(String... arguments) {
    var joined = new ArrayList<String>();
    for (String argument : arguments) {
      boolean file = argument.startsWith("@") && !joined.isEmpty();
      if (file && DATA.contains(joined.getLast())) {
        joined.set(joined.size() - 1, "--data=" + argument);
      } else {
        joined.add(argument);
      }
    }
    return joined.toArray(String[]::new);
  }

  static CommandLine commandLine(Path root) {
    var commandLine = new CommandLine(new Fanout(root));
    commandLine.setResourceBundle(new PlanArguments.Sentences());
    ParameterValue.addOptions(spec(commandLine, "run"), Parameter.withOption(), true);
    ParameterValue.addOptions(spec(commandLine, "plan"), Parameter.withOption(), true);
    ParameterValue.addOptions(spec(commandLine, "tune"), TuneCommand.parameters(), false);
    Values.register(commandLine);
    commandLine.setDefaultValueProvider(new OptionProperties());
    commandLine.setParameterExceptionHandler(Fanout::refused);
    commandLine.setExecutionExceptionHandler(Fanout::failed);
    commandLine.setExecutionStrategy(OptionProperties::carryOut);
    everyCommand(commandLine).forEach(each -> each.getCommandSpec().versionProvider(VERSION));
    return commandLine;
  }

  private static CommandSpec spec(CommandLine commandLine, String command) {
    return Objects.requireNonNull(commandLine.getSubcommands().get(command)).getCommandSpec();
  }

  private static Stream<CommandLine> everyCommand(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(Fanout::everyCommand));
  }

  private static int outOfMemory(PrintWriter err, OutOfMemoryError e) {
    err.println(
        "fanout: This JVM ran out of memory ("
            + e.getMessage()
            + "). Give it more, for example with JAVA_TOOL_OPTIONS=-Xmx1g.");
    return FAILED;
  }

  private static int refused(ParameterException e, String[] arguments) {
    say(
        e.getCommandLine(),
        e instanceof UnmatchedArgumentException unmatched
            ? OptionProperties.foreign(unmatched).orElse(e.getMessage())
            : e.getMessage());
    return REFUSED;
  }

  private static void say(CommandLine command, @Nullable String why) {
    command.getErr().println("fanout: " + MaskedText.of(PlainText.of(String.valueOf(why))));
    command.getErr().flush();
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    if (e instanceof RefusedException
        || e instanceof UnreadableRunException
        || e instanceof InvalidPathException) {
      say(command, e.getMessage());
      return REFUSED;
    }
    if (e.getCause() instanceof OutOfMemoryError outOfMemory) {
      return outOfMemory(command.getErr(), outOfMemory);
    }
    if (e instanceof IOException io) {
      say(command, Reason.of(io));
      return FAILED;
    }
    // A defect of ours: its stack trace shows what must be corrected.
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    command.getErr().println("fanout: " + MaskedText.of(trace.toString()));
    return FAILED;
  }
}
