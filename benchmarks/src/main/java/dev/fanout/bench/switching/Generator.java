package dev.fanout.bench.switching;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * A generator written by hand, since Java has no {@code yield} of that kind: counts up to a limit
 * and remembers, between two calls, where it was.
 */
public final class Generator implements PrimitiveIterator.OfInt {
  private enum At {
    START,
    IN_THE_LOOP,
    END
  }

  private final int limit;
  private At at = At.START;
  private int next;

  Generator(int limit) {
    this.limit = limit;
  }

  @Override
  public boolean hasNext() {
    return at != At.END;
  }

  /** A call, as it is where the JIT does not know which generator comes next. */
  @Override
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public int nextInt() {
    switch (at) {
      case START -> {
        next = 0;
        at = At.IN_THE_LOOP;
      }
      case IN_THE_LOOP -> next++;
      case END -> throw new NoSuchElementException();
    }
    if (next == limit) {
      at = At.END;
    }
    return next;
  }
}
