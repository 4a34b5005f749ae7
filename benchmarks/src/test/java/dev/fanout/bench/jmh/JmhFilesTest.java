package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JmhFilesTest {
  private final JmhFiles files = new JmhFiles(Path.of("jmh"));

  /** Else the second would take the place of the first. */
  @Test
  void noTwoCasesHaveTheSameFile() {
    List<Case> cases =
        List.of(
            measured("okhttp", 100, 3_000, null, null),
            measured("okhttp", 1_000, 3_000, null, null),
            measured("okhttp", 100, 50, null, null),
            measured("okhttp", 100, 50, "uniform:1s..5s", null),
            measured("okhttp", 100, 50, null, 4_096),
            measured("ok-http", 100, 50, null, null),
            measured("ok.http", 100, 50, null, null),
            measured("ok:http", 100, 50, null, null));
    assertThat(cases.stream().map(files::file))
        .containsExactlyElementsOf(
            List.of(
                Path.of("jmh/serial-8.json"),
                Path.of("jmh/serial-8-1000-requests-3000ms.json"),
                Path.of("jmh/serial-8-100-requests-50ms.json"),
                Path.of("jmh/serial-8-100-requests-uniform-1s-5s.json"),
                Path.of("jmh/serial-8-100-requests-50ms-4096-bytes.json"),
                Path.of("jmh/serial-8-ok-http.json"),
                Path.of("jmh/serial-8-ok-http-100-requests-50ms.json"),
                Path.of("jmh/serial-8-ok-http-100-requests-50ms-2.json")));
    assertThat(files.file(cases.getFirst())).isEqualTo(Path.of("jmh/serial-8.json"));
  }

  private static Case measured(
      String client,
      int requests,
      long delayMs,
      @Nullable String delay,
      @Nullable Integer fileBytes) {
    return new Case("serial", null, client, 8, null, 1, "hello", requests, delayMs)
        .with(Parameter.DELAY, delay)
        .with(Parameter.FILE_BYTES, fileBytes);
  }
}
