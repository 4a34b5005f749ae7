package dev.fanout.report.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A text that is part of the program. */
public final class Resource {
  private Resource() {}

  /** The text of that name, beside a class or from the root of the class path. */
  public static String text(Class<?> beside, String name) {
    try (InputStream text = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
