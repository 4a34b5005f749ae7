package dev.fanout.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/** A stream that hands on what is written to it, line by line. */
final class Lines extends OutputStream {
  private final Consumer<String> consumer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Lines(Consumer<String> consumer) {
    this.consumer = consumer;
  }

  /** A stream of text that hands on what is printed to it. */
  static PrintStream stream(Consumer<String> consumer) {
    return new PrintStream(new Lines(consumer), true, UTF_8);
  }

  /** Hands on what is left, if the last line has no end. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      write('\n');
    }
  }

  @Override
  public synchronized void write(int character) {
    if (character == '\n') {
      consumer.accept(line.toString(UTF_8).stripTrailing());
      line.reset();
    } else {
      line.write(character);
    }
  }
}
