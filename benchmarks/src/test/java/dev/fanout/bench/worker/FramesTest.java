package dev.fanout.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Measure;
import dev.fanout.bench.worker.Message.Measured;
import dev.fanout.bench.worker.Message.Open;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.server.Delay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {
  private final RandomGenerator random = new SplittableRandom(7);
  private static final List<Specification> SHOTS =
      List.of(
          shot(WorkloadKind.HELLO, "3s", Map.of(), ""),
          shot(WorkloadKind.CRAWL, "uniform:1s..5s", Map.of(Parameter.CPU_MS, 20L), "123456789"),
          shot(WorkloadKind.SESSION, "lognormal:3s,0.4", Map.of(), "a→"),
          shot(WorkloadKind.STAGED, "exponential:250ms", Map.of(), ""),
          shot(
              WorkloadKind.DOWNLOAD,
              "3s,1%:30s",
              Map.of(Parameter.FILE_BYTES, 5_000, Parameter.WRITES, "non-blocking"),
              "/tmp/ein ordner/ä→"));

  private static Specification shot(
      WorkloadKind kind, String delay, Map<Parameter, Object> settings, String prepared) {
    var work = new Work(kind, 100, Delay.parse(delay), Long.MIN_VALUE, settings);
    return new Specification(work, "http://127.0.0.1:5000/?q=%C3%A4", prepared);
  }

  static Stream<Message> messages() {
    return Stream.of(
        new Chunk(SHOTS.getFirst(), 0, List.of()),
        new Chunk(SHOTS.getLast(), Integer.MAX_VALUE, Arrays.asList(null, "", "a=b; c→")),
        new Chunk(null, 7, Collections.nCopies(5_000, null)),
        Done.READY,
        new Done(
            List.of(
                new Ended(1, Long.MAX_VALUE, Outcome.right()),
                new Ended(-5, 0, new Outcome.Failed("Fehler: ä→\n\tat x")),
                new Ended(1, 2, new Outcome.TimedOut(Duration.ofMillis(1_500))),
                new Ended(1, 2, new Outcome.Cancelled()),
                new Ended(2, 3, new Outcome.Right("session=Zm9v/+==")),
                new Ended(2, 3, new Outcome.Right("")),
                new Ended(2, 3, new Outcome.Right("http://127.0.0.1:5000/1\n".repeat(9_999)))),
            Long.MAX_VALUE),
        new Open(new Opening("http", Map.of("url", "http://x/?key=ä→"), Duration.ofMillis(1_500))),
        new Measure(Measure.Step.END),
        new Measured(Readings.NONE),
        new Measured(
            new Readings(
                Map.of(Metric.CPU_USER_MS, 1.25, Metric.PINNED, 2.0),
                Map.of(Metric.PEAK_RSS_KB, "no such file: /ä→"),
                "a.B:12")));
  }

  @Test
  void shotsOfAllKindsArriveAsTheyWereSent() throws IOException {
    for (WorkloadKind kind : WorkloadKind.values()) {
      for (Specification shot : SHOTS) {
        Work work = shot.work();
        var other = new Work(kind, 1, work.delay(), work.seed(), work.settings());
        var chunk = new Chunk(new Specification(other, text(), text()), 0, List.of());
        assertThat(reader(bytes(chunk)).read()).isEqualTo(chunk);
      }
    }
  }

  @Test
  void outcomesOfAllKindsArriveAsTheyWereSent() throws IOException {
    for (int draw = 0; draw < 500; draw++) {
      var done =
          new Done(
              Stream.generate(this::drawnEnd).limit(random.nextInt(9)).toList(), random.nextLong());
      assertThat(reader(bytes(done)).read()).isEqualTo(done);
    }
  }

  private Ended drawnEnd() {
    return new Ended(
        random.nextLong(),
        random.nextLong(),
        switch (random.nextInt(6)) {
          case 0 -> new Outcome.Right(random.nextBoolean() ? text() : null);
          case 1 -> new Outcome.Wrong(text());
          case 2 -> new Outcome.Failed(text());
          case 3 -> new Outcome.TimedOut(Duration.ofMillis(random.nextLong(1L << 40)));
          case 4 -> new Outcome.NotSent(text());
          default -> new Outcome.Cancelled();
        });
  }

  /** No compiler looks for what {@link Frames} leaves out. */
  @Test
  void whatIsSentIsOfAllKinds() {
    assertThat(SHOTS.stream().map(shot -> shot.work().delay()).map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Delay.class.getPermittedSubclasses());
    assertThat(Outcome.class.getPermittedSubclasses()).as("as drawn").hasSize(6);
    assertThat(messages().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
  }

  /** Of any length and any characters, line breaks and those beyond the basic plane among them. */
  private String text() {
    return random
        .ints(random.nextInt(20), 0, 0x20000)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void arriveAsTheyWereSent(Message message) throws IOException {
    assertThat(reader(bytes(message)).read()).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void endOfStreamIsNoticedWhereverItFalls(Message message) throws IOException {
    byte[] whole = bytes(message);
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 50)) {
      Frames cut = reader(Arrays.copyOf(whole, length));
      assertThatThrownBy(cut::read).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aStrayPrintIsNotTakenForAMessage() {
    Frames stray = reader("Picked up JAVA_TOOL_OPTIONS".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(stray::read).hasMessageContaining("something else writes here");
  }

  private static byte[] bytes(Message message) throws IOException {
    var sent = new ByteArrayOutputStream();
    new Frames(InputStream.nullInputStream(), sent).write(message);
    return sent.toByteArray();
  }

  private static Frames reader(byte[] bytes) {
    return new Frames(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
  }
}
