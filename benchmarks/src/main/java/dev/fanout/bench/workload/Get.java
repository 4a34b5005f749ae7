package dev.fanout.bench.workload;

import dev.fanout.bench.answer.AnyAnswer;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;

/** An address of the user's own, N times. */
record Get(Destination server) implements Workload {
  @Override
  public SlowCall call(int request) {
    return SlowCall.get(server.url(), server.timeout(), new AnyAnswer());
  }
}
