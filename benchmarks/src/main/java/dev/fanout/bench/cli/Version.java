package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version of the build, and the JVM that runs it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
      String version = new String(file.readAllBytes(), UTF_8).strip();
      return new String[] {version, "JDK " + System.getProperty("java.runtime.version")};
    }
  }
}
