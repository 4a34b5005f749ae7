package dev.fanout.bench.backend;

/** A client of a backend, before it is opened: what a model's schedule depends on. */
public interface Client {
  /** The most requests that it has in flight, whatever it is opened for; else the largest int. */
  int limit();

  /** How many threads handle the answers; the largest int if there are as many as needed. */
  int threads();
}
