package dev.fanout.bench.behave;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.LoadClient;
import dev.fanout.server.ParentWatch;
import dev.fanout.server.Uplink;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;

/** A process that observes one model, a trial after another, and tells what it saw of each. */
final class ObservingMain {
  /** What names the server's load in the environment, which other users cannot read. */
  static final String LOAD = "FANOUT_LOAD";

  private ObservingMain() {}

  /**
   * Observes a subject, as {@link Subject#line} writes it, with the server of that base, a limit of
   * so many milliseconds for each trial, in these scenarios. It ends with the first that hangs,
   * since that may disturb the others.
   */
  public static void main(String[] args) {
    int exitCode = 0;
    try {
      observe(args);
    } catch (Exception e) {
      System.err.println(FailureText.of(e));
      exitCode = 1;
    }
    Runtime.getRuntime().halt(exitCode); // whatever a model has left
  }

  private static void observe(String... args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    ParentWatch.start();
    var out = new PrintWriter(Uplink.open(), true, UTF_8);
    Subject subject = Subject.parse(args[0]);
    var scenarios = EnumSet.noneOf(Scenario.class);
    Arrays.stream(args).skip(3).map(Scenario::valueOf).forEach(scenarios::add);
    JsonMapper json = JsonMapper.builder().build();
    try (var server =
        new ToldServer(URI.create(args[1]), new LoadClient(URI.create(System.getenv(LOAD))))) {
      var observer = new Observer(server, Duration.ofMillis(Long.parseLong(args[2])));
      var _ = observer.observe(subject, new Warming()); // else the first would load all classes
      for (Trial trial : Trials.of(scenarios)) {
        Behaviour seen = observer.observe(subject, trial);
        out.println(json.writeValueAsString(seen));
        if (seen.verdict() == Verdict.HUNG) {
          break;
        }
      }
    }
  }
}
