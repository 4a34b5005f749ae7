package dev.fanout.bench.workload;

/** A way of making requests as they arrive, one after another. */
public interface Taking {
  /**
   * Takes a request and returns at once; it is made now, or as soon as its turn comes. How it ends
   * is recorded, and told to nobody. Were it to block, the requests after it would be handed over
   * late, and the shot would not count.
   */
  void take(Batch batch, int request);
}
