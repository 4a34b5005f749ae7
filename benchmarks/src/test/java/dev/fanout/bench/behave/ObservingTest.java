package dev.fanout.bench.behave;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Code;
import dev.fanout.bench.idiom.ExecutorIdioms;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Requests;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Delay;
import dev.fanout.server.LoadClient;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Observes dummies with a slow server of its own. */
abstract class ObservingTest {
  static SlowServerProcess process;
  static Observer observer;

  @BeforeAll
  static void start() throws IOException {
    process =
        SlowServerProcess.start(
            SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(1)), 0));
    observer =
        new Observer(
            new ToldServer(process.url(), new LoadClient(process.loadUrl())),
            Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws IOException {
    observer.server().close();
    process.close();
  }

  /** A model that does what it is asked; each dummy does one thing else. */
  static class Good implements Idioms {
    final ExecutorIdioms idioms;
    final BlockingCalls client;

    Good(Backend backend) {
      client = backend.blocking(100);
      idioms = new ExecutorIdioms(Executors.newVirtualThreadPerTaskExecutor(), client);
    }

    @Override
    @Code("a line")
    public Answers gather(Requests requests) throws Exception {
      return idioms.gather(requests);
    }

    @Override
    @Code("a line")
    public void failFast(Requests requests) throws Exception {
      idioms.failFast(requests);
    }

    @Override
    @Code("a line")
    public Answers within(Requests requests, Duration deadline) throws Exception {
      return idioms.within(requests, deadline);
    }

    @Override
    @Code("a line")
    public int race(Requests requests) throws Exception {
      return idioms.race(requests);
    }

    @Override
    @Code("a line")
    public int hedge(Requests requests, Duration after) throws Exception {
      return idioms.hedge(requests, after);
    }

    @Override
    @Code("a line")
    public void asTheyCome(Requests requests, IntConsumer taker) throws Exception {
      idioms.asTheyCome(requests, taker);
    }

    @Override
    @Code("a line")
    public Running begin(Requests requests) throws Exception {
      return idioms.begin(requests);
    }

    @Override
    public void close() {
      idioms.close();
    }
  }

  static Observed observe(Scenario scenario, Function<Backend, Idioms> model) throws Exception {
    return observe(observer, scenario, model);
  }

  static Observed observe(Observer observer, Scenario scenario, Function<Backend, Idioms> model)
      throws Exception {
    Trial trial = Trials.of(Set.of(scenario)).getFirst();
    return observer.observe((backend, _, _) -> model.apply(backend), trial).observed();
  }
}
