package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OpenCommandTest {
  @TempDir Path root = Path.of("");
  private Project project = new Project(root);
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void enter() {
    project = new Project(root);
  }

  @Test
  void asksTheFirstProgramThatWorksForThePage() throws IOException {
    RunFolder run = project.measured("a", 3_020, 3_021);
    Files.writeString(run.page(), "<p>");
    project.latest("a");
    Path asked = root.resolve("asked");
    assertThat(
            open(
                List.of(
                    "no-such-program",
                    program("broken", "exit 3"),
                    program("browser", "echo \"$1\" >'" + asked + "'"))))
        .isZero();
    assertThat(asked).content().isEqualTo(run.page().toRealPath() + "\n");
  }

  @Test
  void saysSoWhereNoProgramCan() throws IOException {
    Files.writeString(project.measured("a", 3_020, 3_021).page(), "<p>");
    assertThat(open(List.of("no-such-program"), "a")).isEqualTo(1);
    assertThat(err).asString().contains("no-such-program", "yourself");
  }

  @Test
  void refusesARunWithoutAPage() throws IOException {
    project.measured("a", 3_020, 3_021);
    assertThat(project.fanout("open", "a")).isEqualTo(2);
    assertThat(project.err()).contains("index.html is not there", "scripts/fanout report a");
    assertThat(project.fanout("open", "nowhere")).isEqualTo(2);
  }

  private int open(List<String> openers, String... arguments) {
    CommandLine commandLine = project.commandLine();
    CommandLine open = Objects.requireNonNull(commandLine.getSubcommands().get("open"));
    ((OpenCommand) open.getCommand()).openers = openers;
    return commandLine
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("open"), Stream.of(arguments)).toArray(String[]::new));
  }

  private String program(String name, String text) throws IOException {
    Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}
