package dev.fanout.bench.tune;

/** What a search does with the connections that a backend keeps open for its calls. */
public sealed interface ConnectionPool {
  /** They are as the backend usually has them. */
  record Usual() implements ConnectionPool {}

  /**
   * They are so many, whatever the size of the model.
   *
   * @param size 1 or more
   */
  record Fixed(int size) implements ConnectionPool {}

  /** Their number is what is searched for, behind a model without a limit. */
  record Tuned() implements ConnectionPool {}
}
