package dev.fanout.bench.worker;

import dev.fanout.bench.answer.AnyAnswer;
import dev.fanout.bench.answer.Greeting;
import dev.fanout.bench.answer.Handling;
import dev.fanout.bench.answer.LinkList;
import dev.fanout.bench.answer.Login;
import dev.fanout.bench.answer.SavedFile;
import dev.fanout.bench.answer.TitledPage;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.SlowCall.Method;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Calls as bytes: what is sent, and what is to be made of the answer. */
final class Calls {
  private Calls() {}

  static void write(DataOutput data, SlowCall call) throws IOException {
    data.writeBoolean(call.method() == Method.POST);
    Texts.write(data, call.url().toString());
    Texts.writeOptional(data, call.cookie());
    data.writeLong(call.timeout().toMillis());
    switch (call.handling()) {
      case AnyAnswer _ -> data.writeByte('Y');
      case Greeting _ -> data.writeByte('G');
      case Login _ -> data.writeByte('L');
      case LinkList(String url, int links) -> {
        data.writeByte('A');
        Texts.write(data, url);
        data.writeInt(links);
      }
      case TitledPage(String title, long tokens) -> {
        data.writeByte('T');
        Texts.write(data, title);
        data.writeLong(tokens);
      }
      case SavedFile(Path file, boolean nonBlocking) -> {
        data.writeByte('F');
        Texts.write(data, file.toString());
        data.writeBoolean(nonBlocking);
      }
    }
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if it is no call
   */
  static SlowCall read(DataInput data) throws IOException {
    return new SlowCall(
        data.readBoolean() ? Method.POST : Method.GET,
        URI.create(Texts.read(data)),
        Texts.readOptional(data),
        Duration.ofMillis(data.readLong()),
        handling(data));
  }

  private static Handling handling(DataInput data) throws IOException {
    byte type = data.readByte();
    return switch (type) {
      case 'Y' -> new AnyAnswer();
      case 'G' -> new Greeting();
      case 'L' -> new Login();
      case 'A' -> new LinkList(Texts.read(data), data.readInt());
      case 'T' -> new TitledPage(Texts.read(data), data.readLong());
      case 'F' -> new SavedFile(Path.of(Texts.read(data)), data.readBoolean());
      default -> throw new IOException("a handling of unknown type " + type);
    };
  }
}
