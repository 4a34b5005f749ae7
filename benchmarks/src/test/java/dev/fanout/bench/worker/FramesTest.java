package dev.fanout.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.answer.AnyAnswer;
import dev.fanout.bench.answer.Greeting;
import dev.fanout.bench.answer.Handling;
import dev.fanout.bench.answer.LinkList;
import dev.fanout.bench.answer.Login;
import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.answer.SavedFile;
import dev.fanout.bench.answer.TitledPage;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.SlowCall.Method;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Crashed;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Ready;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {
  private final RandomGenerator random = new SplittableRandom(7);
  private static final Path FILE = Path.of("/tmp/ein ordner/ä→.bin");
  private static final List<Handling> HANDLINGS =
      List.of(
          new AnyAnswer(),
          new Greeting(),
          new Login(),
          new LinkList("http://127.0.0.1:5000/list?request=0&pages=99", 99),
          new TitledPage("Cause & effect, part 7→\n", Long.MAX_VALUE),
          new SavedFile(FILE, false),
          new SavedFile(FILE, true));

  static Stream<Message> messages() {
    return Stream.of(
        new Ready(),
        new Chunk(List.of()),
        new Chunk(HANDLINGS.stream().map(FramesTest::call).toList()),
        new Chunk(Collections.nCopies(5_000, call(new Greeting()))),
        new Done(List.of(), 0),
        new Done(
            List.of(
                new Ended(1, Long.MAX_VALUE, new Receipt("ok", null)),
                new Ended(-5, 0, new Receipt("Fehler: ä→\n\tat x", null)),
                new Ended(2, 3, new Receipt("ok", "session=Zm9v/+==")),
                new Ended(2, 3, new Receipt("ok", "")),
                new Ended(2, 3, new Receipt("ok", "http://127.0.0.1:5000/1\n".repeat(9_999)))),
            Long.MAX_VALUE),
        new Crashed("x".repeat(200_000)));
  }

  private static SlowCall call(Handling handling) {
    return SlowCall.get(
        URI.create("http://127.0.0.1:5000/?q=%C3%A4"), Duration.ofMinutes(1), handling);
  }

  @Test
  void handlingsOfAllKindsAreAmongThem() {
    assertThat(HANDLINGS.stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Handling.class.getPermittedSubclasses());
  }

  @Test
  void callsOfAllKindsArriveAsTheyWereSent() throws IOException {
    for (int draw = 0; draw < 500; draw++) {
      var chunk = new Chunk(Stream.generate(this::drawnCall).limit(random.nextInt(9)).toList());
      assertThat(reader(bytes(chunk)).read()).isEqualTo(chunk);
    }
  }

  @Test
  void receiptsOfAllKindsArriveAsTheyWereSent() throws IOException {
    for (int draw = 0; draw < 500; draw++) {
      var done =
          new Done(
              Stream.generate(this::drawnEnd).limit(random.nextInt(9)).toList(), random.nextLong());
      assertThat(reader(bytes(done)).read()).isEqualTo(done);
    }
  }

  private SlowCall drawnCall() {
    Handling handling =
        switch (random.nextInt(5)) {
          case 0 -> new Greeting();
          case 1 -> new Login();
          case 2 -> new LinkList(text(), random.nextInt());
          case 3 -> new TitledPage(text(), random.nextLong());
          default -> new SavedFile(Path.of(text().replace("\0", "")), random.nextBoolean());
        };
    return new SlowCall(
        random.nextBoolean() ? Method.GET : Method.POST,
        URI.create("http://127.0.0.1:%d/?request=%d".formatted(random.nextInt(65_536), 7)),
        random.nextBoolean() ? text() : null,
        Duration.ofMillis(random.nextLong(1L << 40)),
        handling);
  }

  private Ended drawnEnd() {
    return new Ended(
        random.nextLong(),
        random.nextLong(),
        new Receipt(text(), random.nextBoolean() ? text() : null));
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

  @Test
  void aHandlingOfUnknownTypeIsRefused() throws IOException {
    byte[] bytes = bytes(new Chunk(List.of(call(new Greeting()))));
    bytes[bytes.length - 1] = '?';
    assertThatThrownBy(reader(bytes)::read)
        .isInstanceOf(IOException.class)
        .hasMessage("a handling of unknown type 63");
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
