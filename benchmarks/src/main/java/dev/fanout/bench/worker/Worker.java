package dev.fanout.bench.worker;

import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Measure;
import dev.fanout.bench.worker.Message.Measured;
import dev.fanout.bench.worker.Message.Open;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Specification;
import dev.fanout.server.ParentWatch;
import dev.fanout.server.Uplink;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A worker process, seen from its parent. */
final class Worker implements AutoCloseable {
  /**
   * Frames of a stack trace, and what a JVM prints while all is well. It warns of native access,
   * since with the flag that allows that it could not map its archived module graph.
   */
  private static final Pattern CHATTER =
      Pattern.compile(
          "^(\\s*$|\tat |\\[|-XX:|WARNING: |Picked up |NOTE: Picked up |Listening for transport )");

  private final int number;
  private final Process process;
  private final Frames frames;
  private final Thread stderrReader;
  private volatile String lastWords = "";

  /** Whether it has a chunk that is not done. */
  private volatile boolean atWork;

  /** The shot whose specification it has. */
  private @Nullable Specification known;

  private Worker(int number, Process process) {
    this.number = number;
    this.process = process;
    frames = new Frames(process.getInputStream(), process.getOutputStream());
    stderrReader =
        Thread.ofPlatform().daemon().name("stderr of worker " + number).start(this::listen);
  }

  /** Starts the process; it is of use once {@link #awaitDone} has returned. */
  static Worker start(int number, List<String> command, Opening opening) throws IOException {
    var worker = new Worker(number, new ProcessBuilder(Uplink.command(command)).start());
    try {
      worker.frames.write(new Open(opening));
    } catch (IOException e) {
      // It has died already, which is told by whoever waits until it is ready.
    }
    return worker;
  }

  /**
   * Hands over a chunk of a batch.
   *
   * @throws IOException if the worker is dead; then it has not received the chunk, or not all of it
   */
  @SuppressWarnings("ReferenceEquality") // equals would be linked on the clock; a shot has one
  void hand(Batch batch, int first, int count) throws IOException {
    if (!process.isAlive()) {
      throw died();
    }
    var facts = new ArrayList<@Nullable String>(count);
    for (int request = first; request < first + count; request++) {
      facts.add(batch.fact(request));
    }
    Specification shot = batch.specification();
    atWork = true;
    frames.write(new Chunk(shot == known ? null : shot, batch.first() + first, facts));
    known = shot;
  }

  /**
   * Waits until the chunk is done, or first of all until the worker's client is open.
   *
   * @throws IOException if the worker dies first; the message says how
   */
  Done awaitDone() throws IOException {
    if (read() instanceof Done done) {
      atWork = false;
      return done;
    }
    throw new IOException("worker %d sent another message than what it did".formatted(number));
  }

  /** Tells it to measure, without waiting. */
  void tell(Measure measure) throws IOException {
    if (!process.isAlive()) {
      throw died();
    }
    if (atWork) {
      throw new IOException("worker %d was still at work".formatted(number));
    }
    frames.write(measure);
  }

  /**
   * Waits until it has done as told.
   *
   * @throws IOException if the worker dies first; the message says how
   */
  Readings awaitMeasured() throws IOException {
    if (read() instanceof Measured(Readings readings)) {
      return readings;
    }
    throw new IOException(
        "worker %d was told to measure and sent another message".formatted(number));
  }

  private Message read() throws IOException {
    try {
      return frames.read();
    } catch (EOFException e) {
      throw died();
    }
  }

  /** How the worker has died: its streams are at their end, so it is gone or about to be. */
  IOException died() {
    try {
      boolean exited = process.waitFor(1, TimeUnit.SECONDS);
      stderrReader.join(1_000);
      String how = exited ? "with exit code " + process.exitValue() : "without exiting";
      String words = lastWords.isEmpty() ? "" : ": " + lastWords;
      return new IOException(
          "worker %d (pid %d) died %s%s".formatted(number, process.pid(), how, words));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IOException("worker %d died".formatted(number));
    }
  }

  /** Keeps the last line that says something of a failure. */
  private void listen() {
    try (BufferedReader stderr = process.errorReader()) {
      for (String line = stderr.readLine(); line != null; line = stderr.readLine()) {
        if (!CHATTER.matcher(line).find()) {
          lastWords = line.strip();
        }
      }
    } catch (IOException closed) {
      // The process is being closed, and its words with it.
    }
  }

  int number() {
    return number;
  }

  long pid() {
    return process.pid();
  }

  /** Tells the worker to end, without waiting. */
  void dismiss() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // It has ended already.
    }
  }

  /** Waits until the worker, which was dismissed, has ended by itself; but not longer. */
  void awaitEnd(Duration patience) {
    try {
      var _ = process.waitFor(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the worker and waits until it is gone. */
  @Override
  public void close() {
    ParentWatch.letGo(process, Duration.ofSeconds(2));
  }
}
