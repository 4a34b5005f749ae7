package dev.fanout.bench.answer;

/** An answer of which nothing is known but its status. */
public record AnyAnswer() implements Handling {
  @Override
  public Receipt handle(Answer answer) {
    return Receipt.right();
  }
}
