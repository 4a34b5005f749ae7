package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentsTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "7, 65536", "1000002, 3000000", "999999999, 1000003"})
  void aFileIsTheSameEachTimeAndAsAStream(int request, int bytes) throws IOException {
    byte[] file = Contents.file(request, bytes);
    assertThat(file).hasSize(bytes).isEqualTo(Contents.file(request, bytes));
    assertThat(Contents.stream(request, bytes).readAllBytes()).isEqualTo(file);
  }

  @Test
  void filesDifferByNumber() {
    assertThat(Contents.file(7, 64)).isNotEqualTo(Contents.file(8, 64));
  }

  @Test
  void noBufferOfAFileCanTakeTheNextOnesPlace() {
    byte[] file = Contents.file(7, 4 << 20);
    int buffer = 8_192;
    long different =
        IntStream.range(0, file.length / buffer)
            .mapToObj(i -> Arrays.hashCode(Arrays.copyOfRange(file, i * buffer, (i + 1) * buffer)))
            .distinct()
            .count();
    assertThat(different).isEqualTo(file.length / buffer);
  }

  @Test
  void titlesDifferByNumberAndNeedEscapingInHtml() {
    assertThat(Contents.title(7)).contains("&").endsWith("7").isNotEqualTo(Contents.title(17));
  }
}
