package dev.fanout.bench.cli;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;

/** No command line, whatever is in it, ends in a stack trace. */
@Tag("slow")
@Order(3)
class BadCommandLinesTest {
  private static final List<String> BAD_VALUES =
      List.of(
          "",
          " , ",
          ";",
          "-1",
          "99999999999999999999",
          "1e9",
          "\u0663",
          "é%d\n${x}\u001b",
          "../..");

  /** That start something: the line must be refused for the bad value, or for this. */
  private static final Set<String> STARTERS = Set.of("run", "tune", "behave", "serve");

  private static final List<String> OTHER_LINES =
      List.of(
          "",
          "tune serve",
          "runn",
          "help",
          "help nothing",
          "run --help=x",
          "plan plan",
          "models --all",
          "report",
          "report a b",
          "report .",
          "report no/such/run",
          "report reports/runs/../..",
          "report latest",
          "report reference/none",
          "report a\0b",
          "report not-json.json",
          "report binary.json",
          "report empty.json",
          "report loop",
          "report folder",
          "compare",
          "compare latest",
          "compare folder folder",
          "compare a b c",
          "compare loop loop",
          "compare --baseline= x",
          "compare --baseline=main",
          "compare --baseline=../main",
          "compare --baseline=folder folder",
          "baseline",
          "baseline save",
          "baseline save main",
          "baseline save ../main",
          "baseline save main folder",
          "baseline save main loop",
          "baseline save main a b",
          "baseline list x",
          "baseline drop x",
          "serve --port=70000",
          "serve --handler-threads=0");

  @TempDir static Path root;
  private Project project = new Project(root);

  @BeforeEach
  void spoil() throws IOException {
    project = new Project(root);
    Files.createDirectories(project.reports().resolve("folder/charts"));
    Files.createDirectories(root.resolve("folder"));
    Files.writeString(root.resolve("not-json.json"), "not json");
    Files.write(root.resolve("binary.json"), new byte[] {0, -1, 27, 10});
    Files.writeString(root.resolve("empty.json"), "");
    if (!Files.isSymbolicLink(root.resolve("loop"))) {
      Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    }
  }

  /** Each option of each command with each bad value. */
  static Stream<List<String>> lines() {
    return commands(Fanout.commandLine(Path.of("")))
        .flatMap(
            command ->
                command.getCommandSpec().options().stream()
                    .filter(option -> option.arity().max() > 0)
                    .flatMap(option -> lines(command, option)));
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(BadCommandLinesTest::commands));
  }

  private static Stream<List<String>> lines(CommandLine command, OptionSpec option) {
    List<String> names =
        Stream.of(command.getCommandSpec().qualifiedName(" ").split(" ")).skip(1).toList();
    return BAD_VALUES.stream()
        .filter(value -> !(option.longestName().equals("--seed") && value.equals("-1")))
        .map(
            value -> {
              var line = new ArrayList<>(names);
              line.add(option.longestName() + "=" + value);
              if (STARTERS.contains(names.getFirst())) {
                line.add("--no-such-option");
              }
              return line;
            });
  }

  @TestFactory
  Stream<DynamicTest> areRefusedInOneLine() {
    List<List<String>> all =
        Stream.concat(
                lines(),
                OTHER_LINES.stream()
                    .map(line -> Stream.of(line.split(" ")).filter(not(String::isEmpty)).toList()))
            .toList();
    assertThat(all).hasSizeGreaterThan(250);
    return all.stream().map(line -> dynamicTest(line.toString(), () -> isRefused(line)));
  }

  private void isRefused(List<String> line) throws IOException {
    spoil();
    int code = project.fanout(line.stream().map(this::inProject).toArray(String[]::new));
    if (line.equals(List.of("help"))) {
      assertThat(code).isZero();
      return;
    }
    assertThat(project.err()).startsWith("fanout: ").doesNotContain("Exception", "\tat ");
    assertThat(project.err().lines()).hasSize(1);
    assertThat(project.err()).matches("[^\\p{Cc}]*\\R");
    assertThat(project.out()).isEmpty();
    assertThat(code).isEqualTo(2);
  }

  /** Names of files are in the project, whatever the current folder. */
  private String inProject(String argument) {
    boolean made =
        List.of("not-json.json", "binary.json", "empty.json", "loop", "folder").contains(argument);
    return made ? root.resolve(argument).toString() : argument;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --assert=;",
        "plan --models=,",
        "plan --models=",
        "plan --sizes=,",
        "plan --workload=,,",
        "plan --cpu=,",
        "plan --handler-threads=,"
      })
  void aListWithoutAValueIsNotTheDefault(String line) {
    assertThat(project.fanout(line.split(" (?=-)"))).isEqualTo(2);
    assertThat(project.err()).contains("holds no value for --");
  }

  @Test
  void runningOutOfMemoryIsASentence() {
    var err = new StringWriter();
    var none = new PrintWriter(Writer.nullWriter());
    IExecutionStrategy greedy =
        _ -> {
          throw new OutOfMemoryError("Java heap space");
        };
    CommandLine command = Fanout.commandLine(Path.of("")).setExecutionStrategy(greedy);
    assertThat(Fanout.execute(() -> command, none, new PrintWriter(err, true), "models"))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "fanout: This JVM ran out of memory (Java heap space). Give it more, for example with"
                + " JAVA_TOOL_OPTIONS=-Xmx1g.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "run --version", "baseline save --version"})
  void theVersionIsThere(String line) {
    assertThat(project.fanout(line.split(" "))).isZero();
    assertThat(project.out().lines().findFirst())
        .hasValueSatisfying(version -> assertThat(version).matches("fanout-bench \\d+\\.\\d+.*"));
  }

  @Test
  void helpIsACommandToo() {
    assertThat(project.fanout("help", "plan")).isZero();
    assertThat(project.out()).startsWith("Usage: fanout plan");
  }
}
