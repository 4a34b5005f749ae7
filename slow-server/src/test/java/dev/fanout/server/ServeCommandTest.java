package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ServeCommandTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          --port=-1,           --port -1 is out of range
          --port=70000,        --port 70000 is out of range
          --port=web,          'web'
          --delay=3,           '3' is not a delay
          --seed=x,            'x'
          --handler-threads=0, --handler-threads 0 is out of range: give 1 to 10000
          --streams=0,         --streams 0 is out of range: give 1 to 1000000
          """)
  void refusesWhatMakesNoSense(String argument, String message) {
    assertThat(refusal(argument)).contains(message);
  }

  @Test
  void refusesAPortInUse() {
    try (var server =
        SlowServer.start(SlowServerOptions.asynchronous(Delay.fixed(Duration.ofMillis(5)), 0))) {
      assertThat(refusal("--port=" + server.url().getPort()))
          .startsWith("port " + server.url().getPort() + " on 127.0.0.1 is in use: ")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void saysThatAPortNeedsRights() {
    var denied = new IllegalStateException(new BindException("Permission denied"));
    assertThat(PortRefusedException.orElse(denied, 80))
        .hasMessageStartingWith("port 80 on 127.0.0.1 needs rights that this user does not have: ");
  }

  @Test
  void helpTellsTheFormsOfADelay() {
    assertThat(new CommandLine(new ServeCommand()).getUsageMessage())
        .containsSubsequence("3s  ", "uniform:1s..5s  ", "lognormal:3s,0.4  ", "3s,1%:30s  ");
  }

  private static String refusal(String argument) {
    var err = new StringWriter();
    var command = new CommandLine(new ServeCommand()).setErr(new PrintWriter(err, true));
    assertThat(command.execute(argument)).isEqualTo(2);
    return err.toString();
  }
}
