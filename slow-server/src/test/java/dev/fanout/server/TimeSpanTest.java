package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({"250ms, 250", "3s, 3000", "2m, 120000", "' 1500MS ', 1500", "60m, 3600000"})
  void readsNumbersWithUnit(String text, long millis) {
    assertThat(new TimeConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "s", "-3s", "3 s", "3h", "0ms", "61m", "1e3ms", "", "99999999999s"})
  void refusesAllElseNamingIt(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
    assertThatThrownBy(() -> new TimeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ms", "250ms", "3s", "90s", "1500ms", "2m"})
  void writesWhatItReads(String text) {
    assertThat(TimeSpan.text(TimeSpan.parse(text))).isEqualTo(text);
  }
}
