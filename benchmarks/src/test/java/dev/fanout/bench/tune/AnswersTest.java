package dev.fanout.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of 200 ms, all sent at once to a server that answers them in waves. */
class AnswersTest {
  private static final double CALL_MS = 200;

  @ParameterizedTest
  @CsvSource({"100, 40", "100, 34", "100, 99", "100, 100", "64, 16", "7, 1", "1, 1"})
  void theServerAnswersAsManyAtOnceAsAWaveHas(int requests, int wave) {
    Answers answers = inWaves(requests, wave);
    assertThat(answers.atOnce(CALL_MS)).isCloseTo(wave, within(1e-9));
  }

  /** Whose requests are shorter than calls ever were: no more than all can be answered at once. */
  @ParameterizedTest
  @CsvSource({"10, 1000"})
  void noMoreAreAnsweredAtOnceThanThereAre(int requests, double callMs) {
    assertThat(inWaves(requests, requests).atOnce(callMs)).isEqualTo(requests);
  }

  @ParameterizedTest
  @CsvSource({"100, 40, 360", "100, 100, 200"})
  void theTimeInFlightIsTheMean(int requests, int wave, double meanMs) {
    assertThat(inWaves(requests, wave).inFlightMs()).isCloseTo(meanMs, within(1e-9));
  }

  private static Answers inWaves(int requests, int wave) {
    double[] starts = IntStream.range(0, requests).mapToDouble(_ -> 1_000).toArray();
    double[] ends =
        IntStream.range(0, requests)
            .mapToDouble(request -> 1_000 + CALL_MS * (1 + request / wave))
            .toArray();
    return new Answers(starts, ends);
  }
}
