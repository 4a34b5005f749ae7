package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class StallTest {
  private static final long MS = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"1s@10s", "200ms@1ms", "60m@60m"})
  void writesWhatItReads(String text) {
    Stall stall = Stall.parse(text);
    assertThat(Stall.parse(stall.text())).isEqualTo(stall);
    assertThat(new StallConverter().convert(" " + text + " ")).isEqualTo(stall);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""        | '' is not a stall: give its length and when it begins, such as 1s@10s
          1s        | '1s' is not a stall
          1s@2s@3s  | '1s@2s@3s' is not a stall
          @10s      | '' is not a time
          1s@       | '' is not a time
          1s@now    | 'now' is not a time
          0s@10s    | '0s' is out of range
          -1s@10s   | '-1s' is not a time
          2h@10s    | '2h' is not a time
          """)
  void refusesAllElse(String text, String reason) {
    assertThatThrownBy(() -> Stall.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> new StallConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void answersWhatFallsDueInItOnceItIsOverAndFiftyTimesAsFast() {
    Stall stall = Stall.parse("1s@10s");
    assertThat(stall.answered(9_999 * MS)).isEqualTo(9_999 * MS);
    assertThat(stall.answered(10_000 * MS)).isEqualTo(11_000 * MS);
    assertThat(stall.answered(10_500 * MS)).isEqualTo(11_010 * MS);
    assertThat(stall.answered(12_000 * MS)).isEqualTo(12_000 * MS);
  }

  /** Also of what falls due when the backlog has not been worked off yet. */
  @Test
  void answersInTheOrderInWhichTheyFallDueAndNoneBeforeItIsDue() {
    Stall stall = Stall.parse("1s@10s");
    long[] due = LongStream.range(9_000, 13_000).map(each -> each * MS).toArray();
    long[] answered = LongStream.of(due).map(stall::answered).toArray();
    assertThat(answered).isSorted();
    for (int i = 0; i < due.length; i++) {
      assertThat(answered[i]).isGreaterThanOrEqualTo(due[i]);
    }
  }

  @Test
  void aServerIsToldOfItInItsArguments() {
    var options =
        new SlowServerOptions(
            0, Delay.parse("exponential:50ms"), 7, OptionalInt.of(4), Stall.parse("1s@10s"));
    assertThat(options.arguments())
        .containsExactly(
            "--port=0",
            "--delay=exponential:50ms",
            "--seed=7",
            "--handler-threads=4",
            "--stall=1s@10s");
    assertThat(
            new SlowServerOptions(0, Delay.fixed(Duration.ofSeconds(1)), 7, OptionalInt.empty())
                .arguments())
        .noneMatch(argument -> argument.startsWith("--stall"));
  }
}
