package dev.fanout.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {
  static Stream<Message> messages() {
    return Stream.of(
        new Ready(),
        new Chunk(URI.create("http://127.0.0.1:5000/?q=%C3%A4"), 60_000, 96, 4),
        new Done(List.of()),
        new Done(List.of(new Ended(1, Long.MAX_VALUE, "ok"), new Ended(-5, 0, "Fehler: ä→"))),
        new Crashed("x".repeat(200_000)));
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
