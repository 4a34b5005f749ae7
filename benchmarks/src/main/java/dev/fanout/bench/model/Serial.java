package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.SerialIdioms;

/** One request after another, on one thread. */
@Model(
    key = "serial",
    does = "one request after another, on one thread",
    onlyBatches = "the thread that makes its requests is the one on which they would arrive")
public class Serial extends FanOutBenchmark {
  @Override
  protected Schedule schedule() {
    return Schedule.serial();
  }

  @Override
  protected FanOut open(Backend backend) {
    BlockingCalls client = backend.blocking(1);
    return FanOut.of(
        batch -> {
          var failures = new Failures();
          for (int request = 0; request < batch.requests(); request++) {
            try {
              batch.make(request, client);
            } catch (CallFailedException e) {
              failures.keep(e);
            }
          }
          failures.rethrow();
        },
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return new SerialIdioms(backend.blocking(1));
  }
}
