package dev.fanout.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.server.Delay;
import dev.fanout.server.Stall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue of a perfect machine, against a clock that ticks, and against queueing theory. */
class QueueTest {
  private static final Duration SERVICE = Duration.ofSeconds(1);

  /** A simulation that knows nothing of heaps: at each tick it looks at every request. */
  private static Queue ticking(
      long[] arrivals, long[] delays, int places, LongUnaryOperator answered) {
    long[] starts = new long[arrivals.length];
    long[] ends = new long[arrivals.length];
    Arrays.fill(ends, Long.MAX_VALUE);
    var waiting = new ArrayDeque<Integer>();
    int come = 0;
    int left = arrivals.length;
    for (long now = 0; left > 0; now++) {
      while (come < arrivals.length && arrivals[come] == now) {
        waiting.add(come++);
      }
      long time = now;
      while (!waiting.isEmpty() && served(starts, ends, waiting.peek(), time) < places) {
        int request = waiting.remove();
        starts[request] = now;
        ends[request] = answered.applyAsLong(now + delays[request]);
        left--;
      }
    }
    return new Queue(starts, ends);
  }

  private static long served(long[] starts, long[] ends, int before, long now) {
    return IntStream.range(0, before).filter(i -> starts[i] <= now && ends[i] > now).count();
  }

  @Test
  void isWorkedOffAsOnAClockThatTicks() {
    var random = new Random(7);
    for (int run = 0; run < 2_000; run++) {
      int requests = 1 + random.nextInt(25);
      long[] arrivals = random.longs(requests, 0, 40).sorted().toArray();
      long[] delays = random.longs(requests, 1, 12).toArray();
      int places = 1 + random.nextInt(6);
      long from = random.nextInt(50);
      long length = random.nextInt(30);
      LongUnaryOperator answered =
          random.nextBoolean()
              ? due -> due
              : due -> due < from ? due : Math.max(due, from + length + (due - from) / 5);
      Queue queue = Queue.of(arrivals, delays, places, answered);
      Queue ticked = ticking(arrivals, delays, places, answered);
      assertThat(queue.starts()).isEqualTo(ticked.starts());
      assertThat(queue.ends()).isEqualTo(ticked.ends());
      long most =
          Arrays.stream(ticked.starts())
              .map(now -> served(ticked.starts(), ticked.ends(), requests, now))
              .max()
              .orElseThrow();
      assertThat((long) queue.mostServed()).isEqualTo(most).isLessThanOrEqualTo(places);
    }
  }

  @Test
  void aStallOfTheServerHoldsPlacesToo() {
    Stall stall = Stall.parse("1s@1s");
    long ms = 1_000_000;
    long[] arrivals = {0, 900 * ms, 950 * ms};
    long[] delays = {200 * ms, 200 * ms, 200 * ms};
    Queue queue = Queue.of(arrivals, delays, 1, stall::answered);
    assertThat(queue.ends()[0]).isEqualTo(200 * ms);
    assertThat(queue.ends()[1]).as("due in the stall").isEqualTo(2_002 * ms);
    assertThat(queue.starts()[2]).as("its place is taken until then").isEqualTo(2_002 * ms);
    assertThat(queue.ends()[2]).isEqualTo(2_202 * ms);
  }

  /** By definition, and as tables of the formula have it. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.5",
    "1, 0.95, 0.95",
    "2, 1, 0.3333",
    "3, 2, 0.4444",
    "5, 4, 0.5541",
    "10, 5, 0.0361",
    "10, 8, 0.4092",
    "10, 9, 0.6687"
  })
  void erlangsFormulaGivesTheTabulatedShareThatWaits(int places, double load, double share) {
    double wait = ErlangC.meanWaitMs(load, 1_000, places);
    assertThat(wait * (places - load) / 1_000).isCloseTo(share, within(0.000_06));
    double term = 1;
    double sum = 1;
    for (int k = 1; k < places; k++) {
      term *= load / k;
      sum += term;
    }
    double all = term * load / places * places / (places - load);
    assertThat(wait).isCloseTo(all / (sum + all) * 1_000 / (places - load), within(1e-9));
  }

  @Test
  void erlangsFormulaKnowsNoWaitWhereTheLoadIsTooMuch() {
    assertThat(ErlangC.meanWaitMs(10, 100, 1)).isInfinite();
    assertThat(ErlangC.meanWaitMs(11, 100, 1)).isInfinite();
    assertThat(ErlangC.meanWaitMs(80, 200, 1_000_000)).isZero();
  }

  /** M/M/c, on a clock of its own. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 200000", "1, 0.8, 400000", "1, 0.95, 1500000",
    "10, 0.5, 2000000", "10, 0.8, 400000", "10, 0.95, 1500000"
  })
  void theMeanWaitIsThatOfErlang(int places, double utilisation, int draws) {
    double wait = meanWaitMs(places, utilisation, new Delay.Exponential(SERVICE), draws);
    double theory = ErlangC.meanWaitMs(utilisation * places, 1_000, places);
    assertThat(wait / theory).isCloseTo(1, within(0.05));
  }

  /** M/D/1: Pollaczek and Khinchine, exactly. */
  @ParameterizedTest
  @CsvSource({"0.5, 200000", "0.8, 300000", "0.95, 1000000"})
  void theMeanWaitForAServiceOfOneTimeIsThatOfPollaczekAndKhinchine(double utilisation, int draws) {
    double wait = meanWaitMs(1, utilisation, Delay.fixed(SERVICE), draws);
    assertThat(wait / (500 * utilisation / (1 - utilisation))).isCloseTo(1, within(0.05));
  }

  /**
   * M/D/c: the approximation of Cosmetatos, within 2 % of the exact value for these. G. P.
   * Cosmetatos, "Approximate explicit formulae for the average queueing time in the processes
   * (M/D/r) and (D/M/r)", INFOR 13, 1975.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 3000000", "0.8, 400000", "0.95, 1000000"})
  void theMeanWaitForAServiceOfOneTimeAtSeveralPlacesIsThatOfCosmetatos(
      double utilisation, int draws) {
    int places = 10;
    double more =
        (1 - utilisation)
            * (places - 1)
            * (Math.sqrt(4 + 5 * places) - 2)
            / (16 * utilisation * places);
    double theory = ErlangC.meanWaitMs(utilisation * places, 1_000, places) / 2 * (1 + more);
    double wait = meanWaitMs(places, utilisation, Delay.fixed(SERVICE), draws);
    assertThat(wait / theory).isCloseTo(1, within(0.05));
  }

  private static double meanWaitMs(int places, double utilisation, Delay delay, int draws) {
    var arrivals = new Arrivals.Poisson(utilisation * places);
    long seconds = (long) (draws / (utilisation * places));
    long[] moments = arrivals.moments(Duration.ofSeconds(seconds), 11);
    long[] delays =
        IntStream.range(0, moments.length).mapToLong(i -> delay.of(11, i).toNanos()).toArray();
    Queue queue = Queue.of(moments, delays, places, due -> due);
    int warm = moments.length / 10;
    return IntStream.range(warm, moments.length)
            .mapToDouble(i -> queue.starts()[i] - moments[i])
            .average()
            .orElseThrow()
        / 1e6;
  }
}
