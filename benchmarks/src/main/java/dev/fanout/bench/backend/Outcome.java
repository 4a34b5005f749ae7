package dev.fanout.bench.backend;

import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a request went. */
public sealed interface Outcome {
  /** The outcome in words, as files have it. */
  String status();

  /** Whether the answer was right. */
  default boolean isRight() {
    return false;
  }

  /** A right answer. */
  static Outcome right() {
    return Right.WITHOUT_FACT;
  }

  /**
   * A right answer.
   *
   * @param found what later requests of the shot need of it: a cookie, links; else absent
   */
  record Right(@Nullable String found) implements Outcome {
    private static final Right WITHOUT_FACT = new Right(null);

    @Override
    public String status() {
      return RequestTrace.OK;
    }

    @Override
    public boolean isRight() {
      return true;
    }
  }

  /** An answer that is wrong. */
  record Wrong(String status) implements Outcome {}

  /** No answer, or none that could be handled. */
  record Failed(String status) implements Outcome {}

  /** No answer within that time. */
  record TimedOut(Duration time) implements Outcome {
    @Override
    public String status() {
      return "no answer within %s".formatted(TimeSpan.text(time));
    }
  }

  /** Given up by the model before an answer came. */
  record Cancelled() implements Outcome {
    /** Its status. */
    public static final String STATUS = "cancelled";

    @Override
    public String status() {
      return STATUS;
    }
  }

  /** Never sent. */
  record NotSent(String why) implements Outcome {
    @Override
    public String status() {
      return "not sent: " + why;
    }
  }
}
