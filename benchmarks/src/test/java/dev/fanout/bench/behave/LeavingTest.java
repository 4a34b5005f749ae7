package dev.fanout.bench.behave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Models that leave something open on purpose are told from those that do not. */
@Tag("slow")
@Isolated("counts the threads, connections and processes of this JVM")
class LeavingTest extends ObservingTest {
  @Test
  void oneThatClosesWhatItOpensLeavesNothing() throws Exception {
    for (Scenario scenario :
        List.of(Scenario.ONE_STALLS, Scenario.DEADLINE, Scenario.CANCEL, Scenario.RACE_TEN)) {
      Observed observed = observe(scenario, Good::new);
      assertThat(observed.figures())
          .as("%s: %s", scenario, observed)
          .containsEntry(Figure.THREADS_LEFT, 0.0)
          .containsEntry(Figure.CONNECTIONS_LEFT, 0.0)
          .containsEntry(Figure.FILES_LEFT, 0.0)
          .containsEntry(Figure.PROCESSES_LEFT, 0.0);
    }
  }

  @Test
  void oneThatLeaksAThreadIsCaught() throws Exception {
    var forEver = new CountDownLatch(1);
    Observed observed =
        observe(
            Scenario.ONE_RESET,
            backend ->
                new Good(backend) {
                  @Override
                  public void close() {
                    super.close();
                    Thread.ofPlatform()
                        .daemon()
                        .start(
                            () -> {
                              try {
                                forEver.await();
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                              }
                            });
                  }
                });
    forEver.countDown();
    assertThat(observed.figures()).containsEntry(Figure.THREADS_LEFT, 1.0);
    assertThat(leaks(observed).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(leaks(observed).says()).isEqualTo("left open: 1 thread after one-reset");
  }

  @Test
  void oneThatLeavesItsConnectionsOpenIsCaught() throws Exception {
    try (var left = new Socket()) {
      Observed observed =
          observe(
              Scenario.ONE_RESET,
              backend ->
                  new Good(backend) {
                    @Override
                    public void close() {
                      super.close();
                      try {
                        left.connect(
                            new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), process.url().getPort()));
                      } catch (IOException e) {
                        throw new IllegalStateException(e);
                      }
                    }
                  });
      assertThat(observed.figures()).containsEntry(Figure.CONNECTIONS_LEFT, 1.0);
      assertThat(leaks(observed).verdict()).isEqualTo(Verdict.WRONG);
    }
  }

  @Test
  void oneThatCannotBeClosedHasLeftSomething() throws Exception {
    var forEver = new CountDownLatch(1);
    Observed observed =
        observe(
            new Observer(observer.server(), Duration.ofSeconds(3)),
            Scenario.ONE_RESET,
            backend ->
                new Good(backend) {
                  @Override
                  public void close() {
                    super.close();
                    try {
                      forEver.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                });
    forEver.countDown();
    assertThat(leaks(observed).verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void oneThatLeavesAFileAndAProcessIsCaught() throws Exception {
    Path file = Files.createTempFile("left", "");
    var left = new ArrayList<AutoCloseable>();
    Observed observed =
        observe(
            Scenario.ONE_RESET,
            backend ->
                new Good(backend) {
                  @Override
                  public void close() {
                    super.close();
                    try {
                      left.add(new FileInputStream(file.toFile()));
                      Process process =
                          new ProcessBuilder("sleep", "60")
                              .inheritIO() // so that there is no pipe
                              .start();
                      left.add(process::destroyForcibly);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                });
    for (AutoCloseable each : left) {
      each.close();
    }
    Files.delete(file);
    assertThat(observed.figures())
        .containsEntry(Figure.FILES_LEFT, 1.0)
        .containsEntry(Figure.PROCESSES_LEFT, 1.0);
    assertThat(leaks(observed).verdict()).isEqualTo(Verdict.WRONG);
  }

  @Test
  void whoAsksTheServerHasNoThreadThatCouldBeTakenForTheModels() throws Exception {
    var _ = observer.server().seen().seen("any");
    assertThat(Census.now().threads())
        .extracting(Thread::getName)
        .noneMatch(name -> name.matches("HttpClient-\\d+-Worker-.*"));
  }

  private static Observed leaks(Observed observed) {
    return Leaks.of(
        List.of(
            new Behaviour(
                "dummy",
                null,
                null,
                Scenario.ONE_RESET,
                observed.verdict(),
                observed.says(),
                null,
                observed.figures())));
  }
}
