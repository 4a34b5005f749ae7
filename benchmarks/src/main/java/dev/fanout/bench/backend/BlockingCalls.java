package dev.fanout.bench.backend;

/** An open client whose calls hold their thread until the answer has been handled. */
public interface BlockingCalls extends AutoCloseable {
  /** Makes the call, handles the answer, and says how it went. */
  Outcome make(Call call);

  /** Ends its threads and connections. */
  @Override
  void close();
}
