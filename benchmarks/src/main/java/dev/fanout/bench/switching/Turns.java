package dev.fanout.bench.switching;

import java.util.concurrent.locks.LockSupport;

/**
 * Two threads that take turns: the one that has had its turn wakes the other, and parks until it is
 * woken. Neither of them spins, as an exchanger or a synchronous queue would first.
 */
final class Turns {
  private final Thread[] threads = new Thread[2];
  private final int handOffs;
  private volatile int made;

  private Turns(Thread.Builder kind, int handOffs) {
    this.handOffs = handOffs;
    for (int i = 0; i < threads.length; i++) {
      int mine = i;
      threads[i] = kind.unstarted(() -> take(mine));
    }
  }

  /**
   * Starts two threads, and waits until they have handed over so many times.
   *
   * @return the hand-offs that were made
   */
  static int take(Thread.Builder kind, int handOffs) throws InterruptedException {
    var turns = new Turns(kind, handOffs);
    for (Thread thread : turns.threads) {
      thread.start();
    }
    for (Thread thread : turns.threads) {
      thread.join();
    }
    return turns.made;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread whose turn it is writes
  private void take(int mine) {
    Thread other = threads[1 - mine];
    for (int turn = mine; turn < handOffs; turn += 2) {
      while (made != turn) {
        LockSupport.park(this);
      }
      made = turn + 1;
      LockSupport.unpark(other);
    }
  }
}
