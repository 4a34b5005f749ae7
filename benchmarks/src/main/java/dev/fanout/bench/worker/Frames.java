package dev.fanout.bench.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

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
    write(data, message);
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
   * @throws IOException if what came is not a message
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
      case 'C' -> {
        Specification shot = data.readBoolean() ? readSpecification(data) : null;
        int first = data.readInt();
        int count = data.readInt();
        var facts = new ArrayList<@Nullable String>(count);
        for (int i = 0; i < count; i++) {
          facts.add(readOptional(data));
        }
        yield new Chunk(shot, first, facts);
      }
      case 'D' -> {
        long stoodStill = data.readLong();
        int count = data.readInt();
        var requests = new ArrayList<Ended>();
        for (int i = 0; i < count; i++) {
          requests.add(new Ended(data.readLong(), data.readLong(), readOutcome(data)));
        }
        yield new Done(requests, stoodStill);
      }
      case 'O' -> new Open(readOpening(data));
      case 'M' -> new Measure(Measure.Step.valueOf(read(data)));
      case 'V' -> new Measured(readReadings(data));
      default -> throw new IOException("a frame of unknown type " + type);
    };
  }

  // Not by switches over types, here and below: a cold JVM needs milliseconds to link each.
  private static void write(DataOutput data, Message message) throws IOException {
    if (message instanceof Chunk chunk) {
      data.writeByte('C');
      data.writeBoolean(chunk.shot() != null);
      if (chunk.shot() != null) {
        write(data, chunk.shot());
      }
      data.writeInt(chunk.first());
      data.writeInt(chunk.facts().size());
      for (String fact : chunk.facts()) {
        writeOptional(data, fact);
      }
    } else if (message instanceof Done done) {
      data.writeByte('D');
      data.writeLong(done.stoodStill());
      data.writeInt(done.requests().size());
      for (Ended request : done.requests()) {
        data.writeLong(request.start());
        data.writeLong(request.end());
        write(data, request.outcome());
      }
    } else if (message instanceof Open open) {
      data.writeByte('O');
      write(data, open.opening());
    } else if (message instanceof Measure measure) {
      data.writeByte('M');
      write(data, measure.step().name());
    } else if (message instanceof Measured measured) {
      data.writeByte('V');
      write(data, measured.readings());
    } else {
      throw new IllegalStateException("no form for " + message);
    }
  }

  private static void write(DataOutput data, Opening opening) throws IOException {
    write(data, opening.backend());
    data.writeInt(opening.settings().size());
    for (var setting : opening.settings().entrySet()) {
      write(data, setting.getKey());
      write(data, setting.getValue());
    }
    data.writeLong(opening.timeout().toMillis());
  }

  private static Opening readOpening(DataInput data) throws IOException {
    String backend = read(data);
    var settings = new HashMap<String, String>();
    for (int left = data.readInt(); left > 0; left--) {
      settings.put(read(data), read(data));
    }
    return new Opening(backend, settings, readTime(data));
  }

  private static void write(DataOutput data, Readings readings) throws IOException {
    data.writeByte(readings.values().size());
    for (var value : readings.values().entrySet()) {
      write(data, value.getKey().name());
      data.writeDouble(value.getValue());
    }
    data.writeByte(readings.missing().size());
    for (var missing : readings.missing().entrySet()) {
      write(data, missing.getKey().name());
      write(data, missing.getValue());
    }
    writeOptional(data, readings.pinnedAt());
  }

  private static Readings readReadings(DataInput data) throws IOException {
    var values = new EnumMap<Metric, Double>(Metric.class);
    for (int left = data.readByte(); left > 0; left--) {
      values.put(Metric.valueOf(read(data)), data.readDouble());
    }
    var missing = new EnumMap<Metric, String>(Metric.class);
    for (int left = data.readByte(); left > 0; left--) {
      missing.put(Metric.valueOf(read(data)), read(data));
    }
    return new Readings(values, missing, readOptional(data));
  }

  private static void write(DataOutput data, Specification shot) throws IOException {
    Work work = shot.work();
    write(data, work.kind().name());
    data.writeInt(work.requests());
    write(data, work.delay());
    data.writeLong(work.seed());
    data.writeByte(work.settings().size());
    for (var setting : work.settings().entrySet()) {
      write(data, setting.getKey().name());
      write(data, setting.getValue().toString());
    }
    write(data, shot.server());
    write(data, shot.prepared());
  }

  private static Specification readSpecification(DataInput data) throws IOException {
    WorkloadKind kind = WorkloadKind.valueOf(read(data));
    int requests = data.readInt();
    Delay delay = readDelay(data);
    long seed = data.readLong();
    int count = data.readByte();
    var settings = new HashMap<Parameter, Object>();
    for (int i = 0; i < count; i++) {
      Parameter parameter = Parameter.valueOf(read(data));
      settings.put(parameter, parameter.read(read(data)));
    }
    var work = new Work(kind, requests, delay, seed, settings);
    return new Specification(work, read(data), read(data));
  }

  /** As numbers, since a cold worker needs milliseconds to parse its text. */
  private static void write(DataOutput data, Delay delay) throws IOException {
    if (delay instanceof Delay.Fixed fixed) {
      data.writeByte('F');
      data.writeLong(fixed.time().toMillis());
    } else if (delay instanceof Delay.Uniform uniform) {
      data.writeByte('U');
      data.writeLong(uniform.low().toMillis());
      data.writeLong(uniform.high().toMillis());
    } else if (delay instanceof Delay.LogNormal logNormal) {
      data.writeByte('L');
      data.writeLong(logNormal.median().toMillis());
      data.writeDouble(logNormal.sigma());
    } else if (delay instanceof Delay.Stragglers stragglers) {
      data.writeByte('S');
      data.writeLong(stragglers.usual().toMillis());
      data.writeDouble(stragglers.percent());
      data.writeLong(stragglers.straggling().toMillis());
    } else if (delay instanceof Delay.Exponential exponential) {
      data.writeByte('E');
      data.writeLong(exponential.mean().toMillis());
    } else {
      throw new IllegalStateException("no form for " + delay);
    }
  }

  private static Delay readDelay(DataInput data) throws IOException {
    byte type = data.readByte();
    return switch (type) {
      case 'F' -> new Delay.Fixed(readTime(data));
      case 'U' -> new Delay.Uniform(readTime(data), readTime(data));
      case 'L' -> new Delay.LogNormal(readTime(data), data.readDouble());
      case 'S' -> new Delay.Stragglers(readTime(data), data.readDouble(), readTime(data));
      case 'E' -> new Delay.Exponential(readTime(data));
      default -> throw new IOException("a delay of unknown type " + type);
    };
  }

  private static Duration readTime(DataInput data) throws IOException {
    return Duration.ofMillis(data.readLong());
  }

  private static void write(DataOutput data, Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Right right) {
      data.writeByte('R');
      writeOptional(data, right.found());
    } else if (outcome instanceof Outcome.Wrong wrong) {
      write(data, 'W', wrong.status());
    } else if (outcome instanceof Outcome.Failed failed) {
      write(data, 'F', failed.status());
    } else if (outcome instanceof Outcome.TimedOut timedOut) {
      data.writeByte('T');
      data.writeLong(timedOut.time().toMillis());
    } else if (outcome instanceof Outcome.NotSent notSent) {
      write(data, 'N', notSent.why());
    } else if (outcome instanceof Outcome.Cancelled) {
      data.writeByte('C');
    } else {
      throw new IllegalStateException("no form for " + outcome);
    }
  }

  private static Outcome readOutcome(DataInput data) throws IOException {
    byte type = data.readByte();
    return switch (type) {
      case 'R' -> new Outcome.Right(readOptional(data));
      case 'W' -> new Outcome.Wrong(read(data));
      case 'F' -> new Outcome.Failed(read(data));
      case 'T' -> new Outcome.TimedOut(readTime(data));
      case 'C' -> new Outcome.Cancelled();
      case 'N' -> new Outcome.NotSent(read(data));
      default -> throw new IOException("an outcome of unknown type " + type);
    };
  }

  private static void write(DataOutput data, char type, String text) throws IOException {
    data.writeByte(type);
    write(data, text);
  }

  /** A text of any length, unlike those of {@link DataOutput#writeUTF}. */
  private static void write(DataOutput data, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    data.writeInt(bytes.length);
    data.write(bytes);
  }

  private static void writeOptional(DataOutput data, @Nullable String text) throws IOException {
    data.writeBoolean(text != null);
    if (text != null) {
      write(data, text);
    }
  }

  private static String read(DataInput data) throws IOException {
    byte[] bytes = new byte[data.readInt()];
    data.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  private static @Nullable String readOptional(DataInput data) throws IOException {
    return data.readBoolean() ? read(data) : null;
  }
}
