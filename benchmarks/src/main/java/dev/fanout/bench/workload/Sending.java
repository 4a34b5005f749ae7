package dev.fanout.bench.workload;

/** A way of making requests that may go together. */
public interface Sending {
  /**
   * Makes all requests of the batch and returns when each has ended.
   *
   * @throws Exception also if a call fails, as it reaches whoever writes such a model
   */
  void send(Batch batch) throws Exception;
}
