package dev.fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Drawing.Responses;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.report.tuning.view.TuningChart;
import dev.fanout.report.tuning.view.TuningMarkdown;
import dev.fanout.report.tuning.view.TuningTable;
import dev.fanout.report.tuning.view.TuningText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a search for the response times of a stream. */
class StreamTuningTest {
  private static final Map<String, Supplier<Tuning>> TUNINGS =
      Map.of(
          "size", MadeUpStreamTunings::size,
          "luck", MadeUpStreamTunings::luck,
          "missed", MadeUpStreamTunings::missed,
          "hopeless", MadeUpStreamTunings::hopeless,
          "rate", MadeUpStreamTunings::rate);

  private static Tuning tuning(String name) {
    return TUNINGS.getOrDefault(name, MadeUpStreamTunings::size).get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "luck", "missed", "hopeless", "rate"})
  void itsTextsAreAsTheGoldenOnes(String name) throws IOException {
    Tuning tuning = tuning(name);
    Golden.is(
        "stream-tuning/%s.txt".formatted(name),
        String.join(
            "\n\n",
            String.join("\n", TuningText.console(tuning)),
            TuningMarkdown.of(tuning, MadeUpRuns.tuning(tuning).environment(), ""),
            new String(TuningTable.csv(tuning), StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "luck", "missed", "hopeless", "rate"})
  void isReadAsItWasWritten(String name, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("tuning.json");
    TuningFile.write(file, tuning(name));
    assertThat(TuningFile.read(file)).isEqualTo(tuning(name));
  }

  @Test
  void theChartHasSizesOrRatesTheGoalAndTheLimitOfStability() {
    Responses sizes = chart("size");
    assertThat(sizes.axis()).isEqualTo("threads");
    assertThat(sizes.goal()).isEqualTo(new Responses.Goal("500 ms", 500));
    assertThat(sizes.limit()).isEqualTo(new Responses.Mark("limit of stability: 16.1", 16.1));
    assertThat(sizes.kept()).isEqualTo(new Responses.Mark("recommended: 21", 21));
    assertThat(sizes.points())
        .containsExactly(
            new Responses.Point(20, 512.0, null), new Responses.Point(21, 431.0, 449.0));
    Responses rates = chart("rate");
    assertThat(rates.axis()).isEqualTo("requests per second");
    assertThat(rates.kept()).isEqualTo(new Responses.Mark("keeps it up to 185/s", 185));
    assertThat(rates.points()).extracting(Responses.Point::at).containsExactly(185.0, 189.0);
    assertThat(chart("missed").kept()).as("the rate of another size has no place").isNull();
  }

  private static Responses chart(String name) {
    Chart chart = TuningChart.of(tuning(name)).orElseThrow();
    Responses drawing = (Responses) chart.drawing();
    assertThat(chart.table().rows()).hasSameSizeAs(drawing.points());
    return drawing;
  }
}
