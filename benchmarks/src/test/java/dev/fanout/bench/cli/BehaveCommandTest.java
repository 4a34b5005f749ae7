package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
class BehaveCommandTest {
  private static final String ELSEWHERE =
      "behave needs a server that can be told to fail, so it calls the slow server that it starts.";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    return Fanout.execute(
        () -> Fanout.commandLine(Path.of("")),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          behave --models=virtual-thread | Unknown model 'virtual-thread': did you mean virtual-threads?
          behave --scenarios=dedline     | Unknown scenario 'dedline': did you mean deadline?
          behave --scenarios=leaks       | The scenario leaks is observed in others, of which none was named
          behave --models=,              | ',' holds no value for --models
          behave --assert=fast           | 'fast' is not a demand on a behaviour, such as virtual-threads.deadline=right
          behave --assert=serial.late=right | 'late' is not a scenario; these are one-reset,
          behave --assert=serial.cancel=good | 'good' is not an outcome; these are right, partly,
          behave --assert=serail.cancel=right | Unknown model 'serail': did you mean serial?
          behave --models=serial --assert=reactive.cancel=right | --assert reactive.cancel=right is about no model and scenario of this run.
          behave --scenarios=cancel --assert=serial.deadline=right | is about no model and scenario of this run.
          behave --assert=completable-future[client=helidon].cancel=right | is about no model and scenario of this run.
          behave --requests=5            | --requests is not an option of behave: each scenario says how many requests it makes
          behave --delay 1s              | --delay is not an option of behave: each scenario says
          behave --model=serial          | --model is not an option of behave: give models with --models.
          behave --colour=red            | Unknown option: '--colour=red'
          run --preset=behave            | behave is a command of its own: scripts/fanout behave, or mvn verify -Dfanout.preset=behave.
          plan --preset=behave           | behave is a command of its own
          run --preset=tune              | tune is a command of its own
          """)
  void refusesWhatMakesNoSenseInOneSentence(String line, String message) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--url=http://127.0.0.1:8080/?k=hidden, --url",
    "--url http://127.0.0.1:8080/, --url",
    "-X POST, -X",
    "--call com.acme.PriceCall, --call",
    "--backend=redis, --backend",
    "--jdbc-url=jdbc:mariadb://h/, --jdbc-url",
    "--yes-this-is-my-server, --yes-this-is-my-server"
  })
  void saysWhyItCallsNoSystemOfTheUsersOwn(String arguments, String option) {
    assertThat(run("behave " + arguments)).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo("fanout: %s is not an option of behave: %s".formatted(option, ELSEWHERE));
    assertThat(out.toString()).isEmpty();
  }
}
