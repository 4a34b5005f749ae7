package dev.fanout.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.measurement.PublishedCost;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchCsvTest {
  private static final SwitchCost MEASURED =
      MadeUpRuns.cost("parked-virtual", 10_000, Quantity.PARKED, 1_700);

  @TempDir Path folder;

  private Path file(SwitchCost... costs) throws IOException {
    Path file = folder.resolve("switch.csv");
    SwitchCsv.create(file);
    for (SwitchCost cost : costs) {
      SwitchCsv.append(file, cost);
    }
    return file;
  }

  @Test
  void readsWhatItWroteWithAFigureAndWithout() throws IOException {
    SwitchCost left =
        SwitchCost.without("parked-platform", "waits", 5, Quantity.PARKED, "=too many");
    assertThat(SwitchCsv.read(file(MEASURED, left))).containsExactly(MEASURED, left);
    assertThat(folder.resolve("switch.csv"))
        .content()
        .startsWith(
            "benchmark,what,tasks,unit,forks,iterations,mean,error,min,max,alloc_bytes_per_op,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "bytes/task,3  | days/task,3    | no unit: days/task",
        "1700.0000     | 99999.0000     | must be between min 1530.0 and max 1870.0",
        "1700.0000     | \"\"           | exactly one of them must be there",
        "85.0000       | -1             | error is -1.0",
        "10000,bytes   | ten,bytes      | 'ten' in column tasks is not a whole number of 1 or more"
      })
  void refusesARowThatCannotBe(String written, String spoilt, String why) throws IOException {
    Path file = file(MEASURED);
    Files.writeString(file, Files.readString(file).replace(written, spoilt));
    assertThatThrownBy(() -> SwitchCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageStartingWith("switch.csv, row 1: ")
        .hasMessageContaining(why);
  }

  @Test
  void refusesARowThatIsThereTwice() throws IOException {
    Path file = file(MEASURED, MEASURED);
    assertThatThrownBy(() -> SwitchCsv.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("switch.csv, row 2: parked-virtual 10000 appears twice");
  }

  @Test
  void whatOthersPublishedSaysWhereItIsFrom() throws IOException {
    assertThat(SwitchCsv.published())
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.low()).isPositive().isLessThanOrEqualTo(each.high());
              assertThat(each.year()).isBetween(1990, 2100);
              assertThat(URI.create(each.address()).getScheme()).isEqualTo("https");
              assertThat(each).extracting(PublishedCost::author).asString().isNotBlank();
              assertThat(each.machine()).isNotBlank();
            });
  }
}
