package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void completesCommandsOptionsAndValues() throws Exception {
    assertThat(fanout("completion", "bash")).isZero();
    assertThat(completed("fanout", "comp")).contains("compare", "completion");
    assertThat(completed("fanout", "run", "--pre")).contains("--preset");
    assertThat(completed("fanout", "run", "--preset", "tut")).contains("tutorial");
    assertThat(completed("fanout", "run", "--models", "virt")).contains("virtual-threads");
    assertThat(completed("fanout", "run", "--arr")).isEqualTo("--arrivals\n");
    assertThat(completed("fanout", "plan", "--sta")).isEqualTo("--stall\n");
    assertThat(completed("fanout", "run", "--preset", "str")).isEqualTo("stream\n");
    assertThat(completed("fanout", "run", "--workload", "ses")).isEqualTo("session\n");
    assertThat(completed("fanout", "tune", "--model", "fixed")).contains("fixed-thread-pool");
    assertThat(completed("fanout", "tune", "--conn")).contains("--connections");
    assertThat(completed("fanout", "tune", "--workload", "cr")).isEqualTo("crawl\n");
  }

  /** What bash offers for the last of the words. */
  private String completed(String... words) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("completion"), out.toString());
    String ask =
        ". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}; _complete_fanout; echo ${COMPREPLY[@]}"
            .formatted(script, String.join(" ", words), words.length - 1, String.join(" ", words));
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", ask)
            .redirectError(
                ProcessBuilder.Redirect.DISCARD) // of what only an interactive shell can do
            .start();
    return new String(bash.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void getsZshReadyForBashsCompletion() {
    assertThat(fanout("completion", "zsh")).isZero();
    assertThat(out).asString().startsWith("autoload -Uz compinit").contains("_complete_fanout");
  }

  @Test
  void namesTheShellsThatThereAre() {
    assertThat(fanout("completion", "fish")).isEqualTo(2);
    assertThat(err).asString().contains("'fish' is not a shell: give bash or zsh");
  }

  private int fanout(String... arguments) {
    return Fanout.execute(
        () -> Fanout.commandLine(Path.of("")),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        arguments);
  }
}
