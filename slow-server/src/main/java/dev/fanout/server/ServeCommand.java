package dev.fanout.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code serve}: the slow server alone, until it is interrupted. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Run the slow server alone, on 127.0.0.1, until Ctrl-C.")
public final class ServeCommand implements Callable<Integer> {
  /** Precedes the URL on the line that tells that the server is ready. */
  static final String READY = "Slow server ready at ";

  /** The environment variable by which the parent of a server passes the token of its load on. */
  static final String TOKEN_VARIABLE = "FANOUT_LOAD_TOKEN";

  private static final int MOST_HANDLERS = 10_000;

  @Option(
      names = "--port",
      defaultValue = "5000",
      description = "Port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--delay",
      defaultValue = "3s",
      converter = DelayConverter.class,
      description =
          "Time from request to answer (default: ${DEFAULT-VALUE}):%n" + DelayConverter.FORMS)
  Delay delay = Delay.fixed(Duration.ofSeconds(3));

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Chooses the delays where they differ (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--handler-threads",
      description =
          "Serve with N blocking handlers, so that requests beyond N queue at the server;"
              + " by default any number is served at once.")
  @Nullable Integer handlers;

  @Option(
      names = "--stall",
      converter = StallConverter.class,
      paramLabel = StallConverter.LABEL,
      description = StallConverter.DESCRIPTION + ".")
  @Nullable Stall stall;

  @Option(
      names = "--streams",
      paramLabel = "N",
      description =
          "Speak HTTP/2 in clear text too, with at most N requests at once on each connection; by"
              + " default HTTP/1.1 alone.")
  @Nullable Integer streams;

  @Option(names = "--until-parent-ends", hidden = true)
  boolean untilParentEnds;

  @Spec CommandSpec spec = CommandSpec.create();

  /** Runs the server as a program of its own. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new ServeCommand()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (port < 0 || port > 65_535) {
      throw refused("--port " + port + " is out of range: a port is between 0 and 65535");
    }
    if (handlers != null && (handlers < 1 || handlers > MOST_HANDLERS)) {
      throw refused(
          "--handler-threads %d is out of range: give 1 to %d".formatted(handlers, MOST_HANDLERS));
    }
    if (streams != null && (streams < 1 || streams > SlowServerOptions.MANY_STREAMS)) {
      throw refused(
          "--streams %d is out of range: give 1 to %d"
              .formatted(streams, SlowServerOptions.MANY_STREAMS));
    }
    if (untilParentEnds) {
      ParentWatch.start();
    }
    var options =
        new SlowServerOptions(port, delay, seed, optional(handlers), stall, optional(streams));
    String token = System.getenv().getOrDefault(TOKEN_VARIABLE, SlowServer.newToken());
    try (var server = SlowServer.start(options, token)) {
      PrintWriter out =
          untilParentEnds
              ? new PrintWriter(Uplink.open(), false, UTF_8)
              : spec.commandLine().getOut();
      out.println(READY + server.url());
      out.print(
          """
            Delay: %s; where delays differ, ?request= and seed %d choose, and / alone has the median
            GET /, /?request=7, /member?request=7, /file?request=7&bytes=65536,
                /list?request=0&pages=99, /page?request=7; POST /login?request=0
            As told: GET /told?request=7&script=7x50-ok_1x50-reset, of %s
            The same below /warm-up/ after %d ms; Ctrl-C ends it
            Load, with GET, and its reset, with DELETE: %s
          """
              .formatted(
                  delay.text(),
                  seed,
                  Fate.keys(),
                  SlowServer.WARM_UP_DELAY.toMillis(),
                  server.loadUrl()));
      out.flush();
      new CountDownLatch(1).await();
    } catch (PortRefusedException e) {
      throw refused(e.getMessage());
    }
    return 0;
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private ParameterException refused(@Nullable String message) {
    return new ParameterException(spec.commandLine(), String.valueOf(message));
  }
}
