package dev.fanout.bench.behave;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.bench.workload.ServerProcess;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.ParentWatch;
import dev.fanout.server.Uplink;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Observes models in JVMs that end with this one: a model may hang, and leave whatever it likes.
 *
 * @param url the base of a slow server
 * @param load where that server tells what it has seen; a secret
 * @param log what these JVMs print
 * @param ending tells whether a JVM ended since this program is to end
 */
public record ObservedJvm(URI url, URI load, Path log, Ending ending) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How long a trial may take; the longest that does not hang takes less on a slow machine. */
  static final Duration LIMIT = Duration.ofSeconds(6);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a JVM may tell nothing: it opens a model, has it carry out a trial and closes it. */
  private static final Duration SILENCE = Duration.ofSeconds(40);

  /** Whether this program is to end, as it is after Ctrl-C. */
  public interface Ending {
    boolean isNear() throws InterruptedException;
  }

  /** Takes what was seen. */
  public interface Taker {
    void take(Behaviour seen) throws IOException;
  }

  /**
   * Observes a subject in these scenarios; each is told as soon as it is over. A scenario in which
   * the JVM ends twice is told as not observed.
   */
  public void observe(Subject subject, Set<Scenario> scenarios, Taker taker)
      throws IOException, InterruptedException {
    var seen = new ArrayList<Behaviour>();
    Set<Scenario> left = EnumSet.copyOf(scenarios);
    left.remove(Scenario.LEAKS);
    while (!left.isEmpty()) {
      int before = seen.size();
      int exitCode =
          run(
              subject,
              left,
              row -> {
                seen.add(row);
                left.remove(row.scenario());
                taker.take(row);
              });
      if (exitCode != 0 && ending.isNear()) {
        return;
      }
      if (seen.size() == before) {
        Scenario failed = left.iterator().next();
        left.remove(failed);
        taker.take(
            row(
                subject,
                failed,
                Observed.of(
                    Verdict.NOT_OBSERVED,
                    "its JVM ended with exit code %d: %s"
                        .formatted(exitCode, ServerProcess.lastLine(log)))));
      }
    }
    if (scenarios.contains(Scenario.LEAKS)) {
      taker.take(row(subject, Scenario.LEAKS, Leaks.of(seen)));
    }
  }

  private static Behaviour row(Subject subject, Scenario scenario, Observed observed) {
    return new Behaviour(
        subject.model().key(),
        subject.client(),
        subject.variant(),
        scenario,
        observed.verdict(),
        observed.says(),
        null,
        observed.figures());
  }

  private int run(Subject subject, Set<Scenario> scenarios, Taker taker) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(subject.model().jvmFlags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ObservingMain.class.getName());
    command.add(subject.line());
    command.add(url.toString());
    command.add(Long.toString(LIMIT.toMillis()));
    scenarios.forEach(scenario -> command.add(scenario.name()));
    var builder = new ProcessBuilder(Uplink.command(command));
    builder.environment().putAll(Map.of(ObservingMain.LOAD, load.toString()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    var last = new AtomicLong(System.nanoTime());
    Thread.ofVirtual().start(() -> endSilent(process, last));
    try (BufferedReader told = process.inputReader()) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        try {
          taker.take(JSON.readValue(line, Behaviour.class));
          last.set(System.nanoTime());
        } catch (JsonProcessingException cutShort) {
          break; // the process was killed
        }
      }
    } finally {
      ParentWatch.letGo(process, PATIENCE);
    }
    return process.exitValue();
  }

  /** Ends a process that has told nothing for too long. */
  private static void endSilent(Process process, AtomicLong last) {
    try {
      while (!process.waitFor(PATIENCE)) {
        if (System.nanoTime() - last.get() > SILENCE.toNanos()) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
