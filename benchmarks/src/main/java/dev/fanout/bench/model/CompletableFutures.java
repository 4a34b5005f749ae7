package dev.fanout.bench.model;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.FutureIdioms;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Taking;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Param;

/** Requests sent by an asynchronous client, their futures joined; the end of one sends the next. */
@Model(
    key = "completable-future",
    does = "all requests sent at once by an asynchronous client; with a size, so many at a time",
    sizedBy =
        "dispatcher.setMaxRequests(%1$d); dispatcher.setMaxRequestsPerHost(%1$d); // of OkHttp",
    callsBack = true)
public class CompletableFutures extends FanOutBenchmark {
  /**
   * {@code okhttp}: a thread per call behind a callback; {@code jdk}: one selector thread; {@code
   * httpclient5}: a selector thread per core.
   */
  @Param({"okhttp", "jdk", "httpclient5"})
  public String client = "okhttp";

  /** The most requests in flight; 0 for no limit. */
  @Param("0")
  public int size;

  @Override
  protected Schedule schedule() {
    Schedule schedule = size == 0 ? Schedule.unbounded() : Schedule.pool(size);
    return schedule.computingOn(clientOf(client()).threads());
  }

  @Override
  protected FanOut open(Backend backend) {
    int inFlight = inFlight();
    AsyncCalls async = backend.async(client(), inFlight);
    return FanOut.of(
        batch -> {
          var answers = new CompletableFuture<?>[batch.requests()];
          Arrays.setAll(answers, _ -> new CompletableFuture<>());
          var next = new AtomicInteger();
          for (int request = 0; request < inFlight; request++) {
            sendNext(batch, async, next, answers);
          }
          CompletableFuture.allOf(answers).get(); // not join, which no interrupt ends
        },
        size == 0 ? Tasks.taking(async) : new Window(size, async),
        async::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return FutureIdioms.of(backend.async(client(), inFlight()));
  }

  /** Sends requests as they arrive, so many at a time; the end of one sends the next. */
  private static final class Window implements Taking {
    private final Semaphore places;
    private final AsyncCalls client;
    private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();

    Window(int places, AsyncCalls client) {
      this.places = new Semaphore(places);
      this.client = client;
    }

    @Override
    public void take(Batch batch, int request) {
      waiting.add(request);
      sendWaiting(batch);
    }

    private void sendWaiting(Batch batch) {
      while (!waiting.isEmpty() && places.tryAcquire()) {
        Integer request = waiting.poll();
        if (request == null) {
          places.release(); // another thread was quicker; whoever came since is looked for again
          continue;
        }
        CompletableFuture<?> sent = batch.send(request, client);
        if (sent.isDone()) { // or calls that end at once would call each other without end
          places.release();
          continue;
        }
        var _ =
            sent.whenComplete(
                (_, _) -> {
                  places.release();
                  sendWaiting(batch);
                });
      }
    }
  }

  /** Sends a request whose end sends the one after. */
  private static void sendNext(
      Batch batch, AsyncCalls client, AtomicInteger next, CompletableFuture<?>[] answers) {
    boolean atOnce = true; // then the next is sent here, and not by it: there may be many
    while (atOnce) {
      int request = next.getAndIncrement();
      if (request >= answers.length) {
        return;
      }
      CompletableFuture<?> sent = batch.send(request, client);
      atOnce = sent.isDone();
      boolean later = !atOnce;
      var _ =
          sent.whenComplete(
              (_, failure) -> {
                if (later) {
                  sendNext(batch, client, next, answers);
                }
                if (failure == null) {
                  answers[request].complete(null);
                } else {
                  answers[request].completeExceptionally(failure);
                }
              });
    }
  }
}
