package dev.fanout.bench.worker;

import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Crashed;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Ready;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;

/** Messages as frames on a pair of streams: the length in four bytes, then the content. */
final class Frames {
  private static final int LONGEST = 64 << 20;

  private final DataInputStream in;
  private final DataOutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new DataOutputStream(out);
  }

  void write(Message message) throws IOException {
    var content = new ByteArrayOutputStream();
    var data = new DataOutputStream(content);
    switch (message) {
      case Ready ready -> data.writeByte('R');
      case Chunk chunk -> {
        data.writeByte('C');
        data.writeInt(chunk.calls().size());
        for (SlowCall call : chunk.calls()) {
          Calls.write(data, call);
        }
      }
      case Done done -> {
        data.writeByte('D');
        data.writeLong(done.stoodStill());
        data.writeInt(done.requests().size());
        for (Ended request : done.requests()) {
          data.writeLong(request.start());
          data.writeLong(request.end());
          Texts.write(data, request.receipt().status());
          Texts.writeOptional(data, request.receipt().found());
        }
      }
      case Crashed crashed -> {
        data.writeByte('X');
        Texts.write(data, crashed.failure());
      }
    }
    var frame = new ByteArrayOutputStream(content.size() + 4);
    new DataOutputStream(frame).writeInt(content.size());
    content.writeTo(frame);
    frame.writeTo(out); // one write, so that one system call carries the frame
    out.flush();
  }

  /**
   * Waits for the next message.
   *
   * @throws EOFException if the other side is gone
   * @throws IOException if what came is no message
   */
  Message read() throws IOException {
    int length = in.readInt();
    if (length < 1 || length > LONGEST) {
      throw new IOException("a frame of %d bytes: something else writes here".formatted(length));
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException();
    }
    var data = new DataInputStream(new ByteArrayInputStream(content));
    byte type = data.readByte();
    return switch (type) {
      case 'R' -> new Ready();
      case 'C' -> {
        int count = data.readInt();
        var calls = new ArrayList<SlowCall>();
        for (int i = 0; i < count; i++) {
          calls.add(Calls.read(data));
        }
        yield new Chunk(calls);
      }
      case 'D' -> {
        long stoodStill = data.readLong();
        int count = data.readInt();
        var requests = new ArrayList<Ended>();
        for (int i = 0; i < count; i++) {
          requests.add(
              new Ended(
                  data.readLong(),
                  data.readLong(),
                  new Receipt(Texts.read(data), Texts.readOptional(data))));
        }
        yield new Done(requests, stoodStill);
      }
      case 'X' -> new Crashed(Texts.read(data));
      default -> throw new IOException("a frame of unknown type " + type);
    };
  }
}
