package dev.fanout.bench.tune.stream;

import dev.fanout.bench.tune.Tuned.End;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.tuning.StreamTuning.Wanted;
import dev.fanout.server.Delay;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the search for the smallest size that keeps a goal, or for the highest rate: theory
 * first, then shots. Where no size keeps the goal, it looks for the rate that the largest one does.
 */
public final class StreamTuner {
  private static final double GUESSED = 0.8; // of a load that rests on a guess: sizes begin below

  private final StreamQuestion question;
  private final int most;
  private final int atOnce;
  private final ServiceTimes assumed;
  private final Forecast forecast;
  private final List<Rung> ladder;

  /**
   * A search.
   *
   * @param most the largest size that is allowed
   * @param atOnce how many requests the server answers at once
   * @param overheadMs how much longer than its delay a call takes, as far as the probe has shown
   * @param guess the delays that a server of the user's own is taken to have; absent for the slow
   *     server
   */
  public StreamTuner(
      StreamQuestion question, int most, int atOnce, double overheadMs, @Nullable Delay guess) {
    Work work = question.base().work();
    this.question = question;
    this.most = most;
    this.atOnce = atOnce;
    assumed =
        guess == null
            ? ServiceTimes.of(work, overheadMs)
            : ServiceTimes.guessed(guess, question.seed());
    forecast = new Forecast(work, question::schedule, atOnce, question.share(), question.seed());
    ladder =
        switch (question.asked()) {
          case StreamQuestion.SmallestSize _ -> sizes();
          case StreamQuestion.HighestRate(int size) -> question.rates(size, limit(size, assumed));
        };
  }

  /** Sizes that can serve the rate, up to where no request waits. */
  private List<Rung> sizes() {
    double load = question.asked().arrivals().perSecond() * leastMeanMs() / 1e3;
    int least = (int) load + 1;
    Rung widest = question.sizes(most, most).getFirst();
    int useful = Math.max(least, forecast.mostInFlight(widest, assumed));
    return question.sizes(least, Math.min(most, Math.min(useful, atOnce)));
  }

  private double leastMeanMs() {
    Work known = assumed.known();
    return known == null ? GUESSED * assumed.meanMs() : known.delay().mean().toNanos() / 1e6;
  }

  /** Requests a second that so many places serve. */
  private double limit(int size, ServiceTimes services) {
    int places = Math.min(question.schedule(size).lanes(), atOnce);
    return places / services.meanMs() * 1e3;
  }

  /** What is measured first; empty if nothing can keep the goal. */
  public Optional<Rung> first() {
    return ladder.isEmpty()
        ? slower(assumed).flatMap(StreamSearch::first)
        : search(ladder, assumed).first();
  }

  /** For a rate that the largest size keeps; empty where the times of requests allow none. */
  private Optional<StreamSearch> slower(ServiceTimes services) {
    boolean hopeless =
        question.asked().wanted() == Wanted.RATE
            || services.percentileMs(question.share(), question.seed())
                > question.base().goal().withinMs();
    if (hopeless) {
      return Optional.empty();
    }
    int size = ladder.isEmpty() ? Math.min(most, atOnce) : ladder.getLast().size();
    double limit = Math.min(limit(size, services), question.asked().arrivals().perSecond());
    return Optional.of(search(question.rates(size, limit), services));
  }

  private StreamSearch search(List<Rung> on, ServiceTimes services) {
    return new StreamSearch(on, forecast, question.base().goal(), question.seed(), services);
  }

  /**
   * Searches.
   *
   * @param budget for all shots
   */
  public StreamTuned tune(StreamBench bench, Duration budget)
      throws IOException, InterruptedException {
    StreamSearch search = search(ladder, assumed);
    End end = search.search(bench, budget);
    boolean missed = search.kept().isEmpty() && end == End.CERTAIN;
    Optional<StreamSearch> slower =
        missed ? slower(search.services(ladder.size() - 1)) : Optional.empty();
    if (slower.isPresent()) {
      End _ = slower.get().search(bench, budget);
    }
    return new StreamTuned(question, most, atOnce, assumed, search, end, slower.orElse(null));
  }
}
