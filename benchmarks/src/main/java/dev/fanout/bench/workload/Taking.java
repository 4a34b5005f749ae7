package dev.fanout.bench.workload;

/** A way of making requests as they arrive, one after another. */
public interface Taking {
  /**
   * Takes a request and returns at once; it is made now, or as soon as its turn comes. How it ends
   * is recorded, and told to nobody.
   */
  void take(Batch batch, int request);
}
