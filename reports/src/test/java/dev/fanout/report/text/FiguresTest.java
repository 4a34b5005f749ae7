package dev.fanout.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Parameter;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({"1, 1 ms", "250, 250 ms", "1000, 1 s", "1500, 1.5 s", "3000, 3 s", "60000, 60 s"})
  void writesADelayAsItWasSet(long millis, String text) {
    assertThat(Figures.delay(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1, 1 bytes", "1000, 1000 bytes", "65536, 64 KiB", "2097152, 2 MiB", ", -"})
  void writesALengthInTheUnitThatDividesIt(Integer bytes, String text) {
    assertThat(Figures.of(Parameter.FILE_BYTES, bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"19.94, 19.9 ms", "467.4, 467 ms", "3020.1, 3.020 s", "48160, 48.16 s", ", -"})
  void writesATimeWithTheDigitsThatItNeeds(Double millis, String text) {
    assertThat(Figures.time(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT59.9S    | 59 s
          PT8M34S    | 8 min 34 s
          PT1H       | 1 h 0 min
          PT26H59M   | 1 d 2 h
          """)
  void aLongTimeHasItsTwoLargestUnits(Duration time, String text) {
    assertThat(Figures.duration(time)).isEqualTo(text);
  }
}
