package dev.fanout.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.Timeline;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Crashed;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Ready;
import dev.fanout.report.measurement.RequestTrace;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Workers that fail on purpose, and what the pool makes of it. */
@ResourceLock("threads of this JVM")
class WorkerPoolTest {
  private static final SlowCall CALL =
      new SlowCall(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(1));

  private final List<Long> pids = new ArrayList<>();

  @AfterEach
  void noWorkerIsLeftBehind() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                pids.stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aWorkerThatExitsFailsItsChunkAndNoOther() throws Exception {
    Timeline timeline = send(2, 8, 2, "exit-on-4");
    List<RequestTrace> requests = timeline.traces();
    assertThat(requests).hasSize(8);
    assertThat(failed(requests)).extracting(RequestTrace::request).containsExactly(4, 5);
    assertThat(failed(requests))
        .extracting(RequestTrace::status)
        .allSatisfy(
            status ->
                assertThat(status)
                    .containsPattern("worker \\d \\(pid \\d+\\) died with exit code 7")
                    .contains("out of luck"));
  }

  @Test
  void aWorkerThatThrowsCarriesItsStackTraceBack() throws Exception {
    List<RequestTrace> requests = send(1, 1, 1, "throw").traces();
    assertThat(requests.getFirst().status())
        .contains("IllegalStateException: on purpose")
        .contains("\tat ");
  }

  @Test
  void requestsThatNoWorkerIsLeftForFailToo() throws Exception {
    List<RequestTrace> requests = send(2, 9, 1, "exit-always").traces();
    assertThat(failed(requests)).hasSize(9);
    assertThat(requests.getLast().status()).isEqualTo("not sent: every worker has died");
  }

  @Test
  void aWorkerThatHasDiedFailsWhateverItIsGiven() throws Exception {
    try (WorkerPool pool = open(1, "exit-always")) {
      var timeline = new Timeline(CALL, 2);
      pool.make(timeline, 0);
      pool.make(timeline, 1);
      assertThat(timeline.traces())
          .hasSize(2)
          .extracting(RequestTrace::status)
          .allMatch(status -> status.contains("died with exit code 7"));
    }
  }

  @Test
  void aKilledWorkerIsNoticedAtOnce() throws Exception {
    try (WorkerPool pool = open(2, "wait")) {
      var timeline = new Timeline(CALL, 2);
      var shot =
          new FutureTask<>(
              () -> {
                pool.send(timeline, 1);
                return timeline;
              });
      Thread.ofPlatform().start(shot);
      for (long pid : pool.pids()) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      }
      assertThat(shot.get(10, TimeUnit.SECONDS).traces())
          .hasSize(2)
          .extracting(RequestTrace::status)
          .allMatch(status -> status.contains("died with exit code 137"));
    }
  }

  @Test
  void whicheverWorkerIsFreeGetsTheNextChunk() throws Exception {
    List<RequestTrace> requests = send(2, 12, 1, "slow-on-0").traces();
    assertThat(failed(requests)).isEmpty();
    int slowLane = requests.getFirst().lane();
    assertThat(Collections.frequency(requests.stream().map(RequestTrace::lane).toList(), slowLane))
        .isLessThan(6);
  }

  @Test
  void aPoolWhoseWorkersDoNotStartSaysWhy() {
    assertThatThrownBy(() -> WorkerPool.open(2, 1, Jvm.command(Dummy.class, "stillborn")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("died with exit code 3")
        .hasMessageContaining("no such luck");
  }

  @Test
  void aPoolWhoseWorkersSpeakNonsenseSaysSo() {
    assertThatThrownBy(() -> WorkerPool.open(1, 1, Jvm.command(Dummy.class, "babble")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("something else writes here");
  }

  @Test
  void workersDieWithTheirParentEvenIfThatIsKilled() throws Exception {
    Process parent = Jvm.start(Jvm.command(Parent.class));
    try (var output = parent.inputReader()) {
      List<ProcessHandle> workers =
          Arrays.stream(output.readLine().split(","))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      assertThat(workers).hasSize(2).allMatch(ProcessHandle::isAlive);
      parent.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      parent.destroyForcibly();
    }
  }

  private WorkerPool open(int size, String behaviour) throws IOException {
    WorkerPool pool = WorkerPool.open(size, 1, Jvm.command(Dummy.class, behaviour));
    assertThat(pool.pids()).hasSize(size);
    pids.addAll(pool.pids());
    return pool;
  }

  private Timeline send(int size, int requests, int chunk, String behaviour) throws Exception {
    try (WorkerPool pool = open(size, behaviour)) {
      var timeline = new Timeline(CALL, requests);
      timeline.begin();
      pool.send(timeline, chunk);
      return timeline;
    }
  }

  private static List<RequestTrace> failed(List<RequestTrace> requests) {
    return requests.stream().filter(each -> !each.status().equals(RequestTrace.OK)).toList();
  }

  /** A parent with two real workers, that waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      WorkerPool pool = WorkerPool.open(2, 1, CALL);
      System.out.println(String.join(",", pool.pids().stream().map(Object::toString).toList()));
      new CountDownLatch(1).await();
    }
  }

  /** A worker that speaks the protocol, makes no request, and fails as it is told to. */
  static final class Dummy {
    private Dummy() {}

    public static void main(String[] args) throws Exception {
      String behaviour = args[0];
      if (behaviour.equals("stillborn")) {
        System.err.println("no such luck");
        System.exit(3);
      }
      if (behaviour.equals("babble")) {
        System.out.println("Good morning!");
        System.exit(0);
      }
      var frames = new Frames(System.in, new FileOutputStream(FileDescriptor.out));
      frames.write(new Ready());
      while (true) {
        Chunk chunk;
        try {
          chunk = (Chunk) frames.read();
        } catch (IOException parentIsGone) {
          return;
        }
        if (behaviour.equals("exit-always")
            || (behaviour.equals("exit-on-4") && chunk.first() == 4)) {
          System.err.println("out of luck");
          System.exit(7);
        }
        if (behaviour.equals("throw")) {
          var text = new java.io.StringWriter();
          new IllegalStateException("on purpose").printStackTrace(new java.io.PrintWriter(text));
          frames.write(new Crashed(text.toString()));
          return;
        }
        if (behaviour.equals("wait")) {
          new CountDownLatch(1).await();
        }
        if (behaviour.equals("slow-on-0") && chunk.first() == 0) {
          Thread.sleep(500); // the time that a slow request takes, not a wait for something
        }
        frames.write(
            new Done(Collections.nCopies(chunk.count(), new Ended(0, 1, RequestTrace.OK))));
      }
    }
  }
}
