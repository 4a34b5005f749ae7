package dev.fanout.bench.floor;

/** When each lane is free again, as a binary heap: the JDK's holds no primitives. */
final class Lanes {
  private final long[] freeAt;

  Lanes(int count) {
    freeAt = new long[count];
  }

  /** When the lane is free that is so first. */
  long soonest() {
    return freeAt[0];
  }

  /** That lane is taken until then. */
  void takeSoonestUntil(long end) {
    int at = 0;
    for (int child = 1; child < freeAt.length; child = 2 * at + 1) {
      int right = child + 1;
      int sooner = right < freeAt.length && freeAt[right] < freeAt[child] ? right : child;
      if (freeAt[sooner] >= end) {
        break;
      }
      freeAt[at] = freeAt[sooner];
      at = sooner;
    }
    freeAt[at] = end;
  }
}
