package dev.fanout.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.chart.Drawing.Prices;
import dev.fanout.report.chart.Drawing.Prices.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PricesTest {
  /** Against another way to find them: from the fastest on, those that are cheaper than before. */
  @Test
  void theFrontIsThatOfASweepWhateverThePoints() {
    var random = new Random(20_261_127);
    for (int run = 0; run < 500; run++) {
      int values = 1 + random.nextInt(12); // few, so that many points share a time or a cost
      List<Point> points =
          IntStream.range(0, random.nextInt(30))
              .mapToObj(
                  i ->
                      new Point(
                          "case " + i,
                          random.nextBoolean() ? "cold" : "warm",
                          random.nextInt(values),
                          random.nextInt(values),
                          false))
              .toList();
      var expected = new HashSet<String>();
      for (String temperature : List.of("cold", "warm")) {
        expected.addAll(
            swept(points.stream().filter(p -> p.temperature().equals(temperature)).toList()));
      }
      assertThat(Prices.withFront(points))
          .hasSameSizeAs(points)
          .filteredOn(Point::best)
          .extracting(Point::name)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static Set<String> swept(List<Point> points) {
    var sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(Point::medianMs).thenComparingDouble(Point::costMs));
    var front = new HashSet<String>();
    Point last = null;
    for (Point point : sorted) {
      boolean same =
          last != null && point.medianMs() == last.medianMs() && point.costMs() == last.costMs();
      if (last == null || same || point.costMs() < last.costMs()) {
        front.add(point.name());
        last = point;
      }
    }
    return front;
  }
}
