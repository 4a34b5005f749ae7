package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts, beside a program named java that only says how it was called. */
@Tag("slow")
class ScriptsTest {
  private static final Path SCRIPTS = Path.of("..", "scripts").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path root = Path.of("");

  private record Ended(int exitCode, List<String> out, String err) {}

  @BeforeEach
  void makeProject() throws IOException {
    root = Files.createDirectories(folder.toRealPath().resolve("a project's folder"));
    Files.createDirectories(root.resolve("benchmarks/target"));
    Files.createFile(root.resolve("benchmarks/target/benchmarks.jar"));
    Files.createDirectories(root.resolve("scripts"));
    Files.copy(SCRIPTS.resolve("fanout"), root.resolve("scripts/fanout"));
    jdk(root.resolve("jdk"), "25.0.3");
    script(
        root.resolve("scripts/jdk25"), "echo '" + root.toString().replace("'", "'\\''") + "/jdk'");
  }

  @Test
  void findTheProjectThroughALinkFromAnyFolder() throws Exception {
    Path link = folder.resolve("fanout");
    Path linked = folder.resolve("to the link");
    Files.createSymbolicLink(link, Path.of("a project's folder", "scripts", "fanout"));
    Files.createSymbolicLink(linked, Path.of("fanout"));
    for (Path called : List.of(link, linked)) {
      Ended ended = run(called, Map.of(), "run", "--models", "a b");
      assertThat(ended.err).isEmpty();
      assertThat(ended.out)
          .contains("-Dfanout.root=" + root, "--models")
          .anyMatch(path -> path.startsWith(root + "/benchmarks/target/benchmarks.jar:"))
          .endsWith("a b");
    }
  }

  @ParameterizedTest
  @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "no_SUCH.locale, C.UTF-8", "C.UTF-8, C.UTF-8"})
  void speakUtf8(String locale, String then) throws Exception {
    assertThat(run(root.resolve("scripts/fanout"), Map.of("LC_ALL", locale)).out)
        .first()
        .isEqualTo("LC_ALL=" + then);
  }

  @ParameterizedTest
  @CsvSource({
    "25, true",
    "25.0.3, true",
    "25-ea, true",
    "26, false",
    "17.0.1, false",
    "250, false"
  })
  void needJdk25(String version, boolean found) throws Exception {
    Path jdk = jdk(folder.resolve("other jdk"), version);
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    Path script = root.resolve("scripts/jdk25");
    Files.writeString(script, withoutPlacesOfTheMachine(SCRIPTS.resolve("jdk25")));
    Ended ended =
        run(
            script,
            Map.of(
                "JAVA_HOME",
                "",
                "HOME",
                folder.toString(),
                "PATH",
                bin + ":" + System.getenv("PATH")));
    if (found) {
      assertThat(ended.out).containsExactly(jdk.toRealPath().toString());
    } else {
      assertThat(ended.exitCode).isEqualTo(2);
      assertThat(ended.err)
          .startsWith("fanout: JDK 25 is needed and was not found")
          .contains(
              "Versions found: " + version.replaceFirst("\\..*", "") + ". A later one does not do");
    }
  }

  /** Else a JDK 25 of this machine would be found. */
  private static String withoutPlacesOfTheMachine(Path script) throws IOException {
    String search = Files.readString(script);
    for (String places :
        List.of(
            "/usr/lib/jvm/* /opt/* /opt/java/*",
            "/Library/Java/JavaVirtualMachines/*/Contents/Home")) {
      assertThat(search).contains(places);
      search = search.replace(places, "");
    }
    return search;
  }

  private static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "printf '%s\\n' \"LC_ALL=${LC_ALL:-}\" \"$@\"");
    return home;
  }

  private static void script(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    var builder = new ProcessBuilder(script.toString()).directory(folder.toFile());
    builder.command().addAll(Arrays.asList(arguments));
    builder.environment().putAll(environment);
    Path err = folder.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out.lines().toList(), Files.readString(err));
  }
}
