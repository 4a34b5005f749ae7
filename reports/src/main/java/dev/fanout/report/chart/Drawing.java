package dev.fanout.report.chart;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is drawn: plain data for the script of the same name, with times in milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Drawing {
  /**
   * A row per case, its temperatures side by side.
   *
   * @param style how a cell is drawn
   * @param axis what the horizontal axis shows
   * @param logarithmic whether that axis is
   * @param mark what the black mark stands for; absent where there is none
   * @param rows in the order of the summary
   */
  record CaseRows(
      Style style, String axis, boolean logarithmic, @Nullable String mark, List<Row> rows)
      implements Drawing {

    /** How a cell is drawn, and the unit of its figures. */
    public enum Style {
      /** A bar of that many milliseconds. */
      TIME,
      /** A bar of a number without a unit. */
      RATIO,
      /** A dot for each point, a line over them all, a mark at the value; milliseconds. */
      SHOTS,
      /** Five points: least, median, 90th and 99th percentile, greatest; milliseconds. */
      QUANTILES,
      /**
       * Four points: where the bar begins, median, where the bar ends, greatest; milliseconds.
       * Where there are none, the label alone.
       */
      RESPONSE
    }

    /** A case. */
    public record Row(String name, List<Cell> cells) {}

    /**
     * A case at one temperature.
     *
     * @param value what is drawn
     * @param label the value as it stands beside it
     * @param mark where the black mark is
     * @param points what the style wants beside the value
     */
    public record Cell(
        String temperature,
        double value,
        String label,
        @Nullable Double mark,
        List<Double> points) {
      static Cell of(Temperature temperature, double value, String label, @Nullable Double mark) {
        return new Cell(temperature.text(), value, label, mark, List.of());
      }
    }
  }

  /**
   * Wall time against a count, a panel per case.
   *
   * @param axis what the horizontal axis counts
   * @param panels in the order of the summary; their points in the order of the table
   */
  record Curves(String axis, List<Curves.Panel> panels) implements Drawing {
    /**
     * A case in all its counts.
     *
     * @param theory the floor from one count to the next change; empty where it is not known
     * @param knee the point beyond which more is of no use
     */
    public record Panel(
        String name, List<Curves.Point> points, List<Step> theory, Curves.@Nullable Point knee) {}

    /** A median wall time, and the floor at the same count, if it is known. */
    public record Point(String temperature, int count, double medianMs, @Nullable Double floorMs) {}

    /** The floor from this count on. */
    public record Step(int count, double floorMs) {}
  }

  /**
   * Wall time against something that was swept, a line per case and temperature.
   *
   * @param axis what was swept
   * @param spread whether the places on the axis are as far apart as their values; else evenly
   * @param logarithmic whether the axis of times is
   * @param panels each with the cases that can be compared; their points in the order of the table
   */
  record Lines(String axis, boolean spread, boolean logarithmic, List<Lines.Panel> panels)
      implements Drawing {
    /**
     * Cases that can be compared.
     *
     * @param name what they share
     * @param places on the axis, in rising order
     */
    public record Panel(String name, List<Place> places, List<Line> lines) {}

    /**
     * A place on the axis.
     *
     * @param at its value, or its number from 0 if the places are not spread
     * @param floorMs the least floor of the cases there; absent where it is zero or not known
     */
    public record Place(int at, String label, @Nullable Double floorMs) {}

    /** A case at one temperature. */
    public record Line(String name, String temperature, List<Lines.Point> points) {}

    /** A median wall time. */
    public record Point(int at, double medianMs) {}
  }

  /**
   * What changes over a stream or with its rate, a line per case.
   *
   * @param axis what the horizontal axis shows
   * @param along the unit of that axis
   * @param upAxis what the vertical axis shows
   * @param up the unit of that axis
   * @param panels each with lines that can be compared
   */
  record Courses(String axis, Scale along, String upAxis, Scale up, List<Courses.Panel> panels)
      implements Drawing {
    /** What an axis counts. */
    public enum Scale {
      /** Milliseconds. */
      TIME,
      /** Something without a unit. */
      COUNT
    }

    /**
     * Lines that can be compared.
     *
     * @param name what they share; empty where it goes without saying
     * @param end where the horizontal axis ends
     * @param spans parts of the horizontal axis that are not like the rest
     */
    public record Panel(String name, double end, List<Span> spans, List<Courses.Line> lines) {}

    /** A part of the horizontal axis, with its meaning. */
    public record Span(String name, double from, double to) {}

    /**
     * A case.
     *
     * @param endless where it leaves the chart at the top; absent where it does not
     * @param knee the point beyond which it rises
     */
    public record Line(
        String name,
        List<Courses.Point> points,
        @Nullable Double endless,
        Courses.@Nullable Point knee) {}

    /** A point of a line. */
    public record Point(double at, double value) {}
  }

  /**
   * Wall time against CPU time per request, a panel for each work and server.
   *
   * @param panels the largest work first
   */
  record Prices(List<Prices.Panel> panels) implements Drawing {
    /**
     * Cases that can be compared.
     *
     * @param name what they share
     * @param points in the order of the table
     */
    public record Panel(String name, List<Prices.Point> points) {}

    /**
     * A case at one temperature.
     *
     * @param best whether no other of its temperature is as good in both and better in one
     */
    public record Point(
        String name, String temperature, double medianMs, double costMs, boolean best) {

      /** Whether it is as good in both, and better in one. */
      boolean beats(Prices.Point other) {
        return temperature.equals(other.temperature)
            && medianMs <= other.medianMs
            && costMs <= other.costMs
            && (medianMs < other.medianMs || costMs < other.costMs);
      }
    }

    /** The same points, each of which knows whether it is one of the best: the Pareto front. */
    static List<Prices.Point> withFront(List<Prices.Point> points) {
      return points.stream()
          .map(
              point ->
                  new Prices.Point(
                      point.name,
                      point.temperature,
                      point.medianMs,
                      point.costMs,
                      points.stream().noneMatch(other -> other.beats(point))))
          .toList();
    }
  }

  /**
   * Wall time against the size of one pool, predicted and measured.
   *
   * @param axis what the horizontal axis counts
   * @param theory the prediction from one size to the next change, ending with the largest size
   * @param points the measured sizes, in the order of the table
   * @param knee the point beyond which more is of little use
   * @param recommended the size that is recommended
   * @param capacity what the server answers at once, if that is on the axis
   * @param goal what was asked for, where that is a wall time
   */
  record PoolSizes(
      String axis,
      List<Tuning.Step> theory,
      List<PoolSizes.Point> points,
      PoolSizes.@Nullable Point knee,
      @Nullable Integer recommended,
      @Nullable Capacity capacity,
      @Nullable Goal goal)
      implements Drawing {

    /** A size: its median with the interval around it, and the median of its fresh shots. */
    public record Point(
        int size,
        @Nullable Double medianMs,
        @Nullable Double lowMs,
        @Nullable Double highMs,
        @Nullable Double proofMs) {}

    /** How many requests a server answers at once, in words and as a size. */
    public record Capacity(String text, int size) {}

    /** A goal in words, and the longest wall time that meets it. */
    public record Goal(String text, double wallMs) {}
  }

  /**
   * A percentile of response times against the size of a pool or the rate of requests.
   *
   * @param axis what the horizontal axis shows
   * @param theory the prediction, in rising order
   * @param points what was measured, in the order of the table
   * @param goal what was asked for
   * @param limit where a backlog begins to grow without end
   * @param kept what keeps the goal
   */
  record Responses(
      String axis,
      List<Responses.Predicted> theory,
      List<Responses.Point> points,
      Responses.Goal goal,
      Responses.Mark limit,
      Responses.@Nullable Mark kept)
      implements Drawing {

    /** A size or rate, and the response time that theory expects. */
    public record Predicted(double at, double responseMs) {}

    /** A size or rate, with the response times of the search's draw and of fresh ones. */
    public record Point(double at, @Nullable Double responseMs, @Nullable Double freshMs) {}

    /** A goal in words, and the longest response time that keeps it. */
    public record Goal(String text, double responseMs) {}

    /** A place on the horizontal axis, in words. */
    public record Mark(String text, double at) {}
  }

  /**
   * What single operations cost, a mark for each, on a log axis.
   *
   * @param panels each with a unit of its own
   */
  record Scales(List<Scales.Panel> panels) implements Drawing {
    /**
     * Marks on one axis.
     *
     * @param axis what the horizontal axis shows
     * @param groups in order
     */
    public record Panel(String name, String axis, List<Scales.Group> groups) {}

    /** Marks of the same kind, in order. */
    public record Group(String title, List<Scales.Mark> marks) {}

    /**
     * A figure, with the range that it comes from.
     *
     * @param published whether it is somebody else's
     * @param value where the mark is, in nanoseconds or bytes
     * @param low where its line begins
     * @param high where its line ends
     * @param label the figure in words
     * @param lowLabel the least in words
     * @param highLabel the greatest in words
     */
    public record Mark(
        String name,
        boolean published,
        double value,
        double low,
        double high,
        String label,
        String lowLabel,
        String highLabel) {}
  }

  /**
   * The requests of one shot of each case, by lane over time.
   *
   * @param panels in the order of the summary
   */
  record Timeline(List<Timeline.Panel> panels) implements Drawing {
    /**
     * A shot.
     *
     * @param facts what it was, and what of it is shown, in words
     * @param endMs when its last request had ended
     * @param floorMs absent where it is not known
     * @param lanes how many lanes are shown
     */
    public record Panel(
        String name,
        String temperature,
        String facts,
        double endMs,
        @Nullable Double floorMs,
        int lanes,
        List<Bar> bars) {}

    /**
     * One request, or several that follow each other on their lane.
     *
     * @param lane its place from the top, from 0
     * @param first the number of the first request
     * @param count of requests
     * @param shade 0 or 1, to tell it from what stands beside it
     * @param status of the first request that failed, or {@code ok}
     */
    public record Bar(
        int lane, double startMs, double endMs, int first, int count, int shade, String status) {}
  }
}
