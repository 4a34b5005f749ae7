package dev.fanout.bench.idiom;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a developer writes with a model when more is asked of it than all answers at the end.
 *
 * <p>A model offers what it implements, each method with its {@link Code}; what it does not
 * implement it has no idiom for.
 */
public interface Idioms extends AutoCloseable {
  /** What can be asked of a model, each a method of {@link Idioms}. */
  enum Ability {
    GATHER("gather"),
    FAIL_FAST("failFast"),
    WITHIN("within"),
    RACE("race"),
    HEDGE("hedge"),
    AS_THEY_COME("asTheyCome"),
    BEGIN("begin");

    private final String method;

    Ability(String method) {
      this.method = method;
    }

    /** The line by which those idioms offer it; empty if they do not. */
    public Optional<String> code(Class<? extends Idioms> idioms) {
      return Arrays.stream(idioms.getMethods())
          .filter(each -> each.getName().equals(method) && each.isAnnotationPresent(Code.class))
          .map(each -> each.getAnnotation(Code.class).value())
          .findFirst();
    }
  }

  /** Requests under way that can be ended from outside. */
  interface Running {
    /** Ends them; may return before they have ended. */
    void cancel();

    /** Waits until none is under way any more, as far as the model tells. */
    void await() throws Exception;
  }

  /** Makes all requests, and keeps every answer and every failure. */
  Answers gather(Requests requests) throws Exception;

  /**
   * Makes all requests, and ends with the first that fails.
   *
   * @throws Exception that failure
   */
  default void failFast(Requests requests) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Makes all requests, and keeps what came until the deadline. */
  default Answers within(Requests requests, Duration deadline) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Makes all requests, and ends with the first that has a right answer: its number. */
  default int race(Requests requests) throws Exception {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the first of two requests, and the second too if there is no answer after that time; ends
   * with the first right answer: its number.
   */
  default int hedge(Requests requests, Duration after) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Makes all requests, and hands each answer on as soon as it is there: its number. */
  default void asTheyCome(Requests requests, IntConsumer taker) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Begins to make all requests. */
  default Running begin(Requests requests) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Ends all threads, workers and connections. */
  @Override
  void close();
}
