package dev.fanout.bench.worker;

import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The chunks of a batch that are still to be made; each is named by its first request. */
final class Chunks {
  private final int requests;
  private final int chunk;
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<Integer> handedBack = new ConcurrentLinkedQueue<>();

  Chunks(int requests, int chunk) {
    this.requests = requests;
    this.chunk = chunk;
  }

  /** Takes a chunk; empty if none is left. */
  OptionalInt next() {
    int first = next.getAndAdd(chunk);
    if (first < requests) {
      return OptionalInt.of(first);
    }
    Integer again = handedBack.poll();
    return again == null ? OptionalInt.empty() : OptionalInt.of(again);
  }

  /** Has another take that chunk. */
  void handBack(int first) {
    handedBack.add(first);
  }

  /** Whether there is a chunk to take. */
  boolean areLeft() {
    return next.get() < requests || !handedBack.isEmpty();
  }

  /** How many requests are in that chunk. */
  int count(int first) {
    return Math.min(chunk, requests - first);
  }
}
