package dev.fanout.bench.tune.stream;

import dev.fanout.bench.tune.Tuned.End;
import dev.fanout.bench.tune.stream.StreamSearch.Fired;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.Kept;
import dev.fanout.report.tuning.StreamTuning.Predicted;
import dev.fanout.report.tuning.StreamTuning.StreamShot;
import dev.fanout.report.tuning.StreamTuning.Wanted;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a search for response times went.
 *
 * @param question what was asked
 * @param most the largest size that was allowed
 * @param atOnce how many requests the server answers at once
 * @param assumed how long requests were taken to take before any was measured
 * @param search for what was asked
 * @param end why it ended
 * @param slower the search for a rate that the largest size keeps; absent unless no size keeps the
 *     goal
 */
public record StreamTuned(
    StreamQuestion question,
    int most,
    int atOnce,
    ServiceTimes assumed,
    StreamSearch search,
    End end,
    @Nullable StreamSearch slower) {
  private static final double SLOWER = 1.1; // requests that take so many times longer than alone
  private static final int DRAWN = 40; // points of the predicted line

  private Goal goal() {
    return question.base().goal();
  }

  /** Whether some size or rate keeps the goal. */
  public boolean isMet() {
    return search.kept().isPresent();
  }

  /** Whether nothing can be said, since the search could not go on before it had found anything. */
  private boolean isOpen() {
    return !isMet() && end != End.CERTAIN;
  }

  /** Why the last shot did not count for a reason that has nothing to do with its size. */
  public @Nullable String disturbance() {
    return search.disturbance();
  }

  /**
   * What there is to tell.
   *
   * @param from what set the largest size
   * @param probe what was found out before the search
   * @param probeFailure the smallest burst of the probe that failed; absent if none did
   * @param trouble why there is no advice, or why it is not certain; absent if it is
   */
  public Tuning tell(
      SizeLimit from,
      Probe probe,
      @Nullable SizeFailure probeFailure,
      Duration spent,
      @Nullable String trouble) {
    Wanted wanted = question.asked().wanted();
    ServiceTimes services = search.services(answer());
    double meanMs = services.meanMs();
    double aloneMs = services.percentileMs(question.share(), question.seed());
    double load = question.asked().arrivals().perSecond() * meanMs / 1e3;
    int places = Math.min(question.schedule(size()).lanes(), atOnce);
    return new Tuning(
        question.base().model().key(),
        goal().text(),
        search.ladder().isEmpty()
            ? question.base().requests()
            : search.ladder().get(answer()).requests(question.seed()),
        most,
        from,
        question.base().budget().toMillis(),
        spent.toMillis(),
        probe,
        wanted == Wanted.SIZE ? Double.valueOf(load) : null,
        List.of(),
        List.of(),
        null,
        null,
        isOpen() || search.isInterrupted() ? null : advice(aloneMs, load),
        trouble,
        Stream.concat(Stream.ofNullable(probeFailure), search.failures().stream()).toList(),
        null,
        question.base().unit(),
        question.base().client().key(),
        question.base().connections(),
        new StreamTuning(
            wanted,
            question.asked().arrivals().text(),
            wanted == Wanted.SIZE ? Double.valueOf(question.asked().arrivals().perSecond()) : null,
            meanMs,
            aloneMs,
            wanted == Wanted.SIZE ? load : places / meanMs * 1e3,
            theory(),
            Stream.concat(shots(search), Stream.ofNullable(slower).flatMap(this::shots)).toList(),
            kept().orElse(null)));
  }

  /** The rung that is told of: the one that keeps the goal or, where none does, the last. */
  private int answer() {
    return search.kept().orElse(search.ladder().size() - 1);
  }

  private int size() {
    return search.ladder().isEmpty()
        ? Math.min(most, atOnce)
        : search.ladder().get(answer()).size();
  }

  private Advice advice(double aloneMs, double load) {
    return new Advice(
        size(),
        isMet(),
        size(),
        size(),
        null,
        limit(aloneMs, load),
        question.base().java(size()),
        search.isConfirmed(),
        null);
  }

  private Limit limit(double aloneMs, double load) {
    if (isMet()) {
      return Limit.GOAL;
    }
    double slowed = search.services(answer()).meanMs() / assumed.meanMs();
    boolean ofSize = question.asked().wanted() == Wanted.SIZE;
    if (assumed.percentileMs(question.share(), question.seed()) > goal().withinMs()) {
      return Limit.WORK;
    }
    if (ofSize && atOnce <= load) {
      return Limit.SERVER;
    }
    if (ofSize && (most <= load || size() == most)) {
      return Limit.MAX_SIZE;
    }
    if (aloneMs > goal().withinMs()) {
      return slowed > SLOWER ? Limit.SERVER : Limit.WORK;
    }
    return Limit.MACHINE;
  }

  /** What keeps the goal; where no size does, the rate that the largest one keeps. */
  private Optional<Kept> kept() {
    if (isMet()) {
      return Optional.of(kept(search, answer(), true));
    }
    StreamSearch rates = slower;
    if (rates == null) {
      return Optional.empty();
    }
    if (rates.kept().isPresent()) {
      return Optional.of(kept(rates, rates.kept().get(), true));
    }
    OptionalInt predicted = rates.predicted();
    return predicted.isPresent()
        ? Optional.of(kept(rates, predicted.getAsInt(), false))
        : Optional.empty();
  }

  private static Kept kept(StreamSearch search, int rung, boolean measured) {
    Rung found = search.ladder().get(rung);
    return new Kept(found.size(), found.perSecond(), measured, search.expected(rung).waitMs());
  }

  private Stream<StreamShot> shots(StreamSearch of) {
    return of.fired().stream().map(shot -> shot(of, shot));
  }

  private StreamShot shot(StreamSearch of, Fired shot) {
    Rung rung = of.ladder().get(shot.rung());
    return new StreamShot(
        rung.size(),
        rung.perSecond(),
        rung.length().toMillis(),
        shot.seed(),
        shot.seed() != question.seed(),
        of.assumedMs(rung),
        shot.sample().responseMs(),
        shot.drawMs(),
        of.expectedMs(shot.rung()));
  }

  /** In rising order of sizes or rates, as far as anything was measured and some beyond. */
  private List<Predicted> theory() {
    List<Rung> ladder = search.ladder();
    int last = search.fired().stream().mapToInt(Fired::rung).max().orElse(0);
    int shown = Math.min(ladder.size(), Math.max(2 * (last + 1), DRAWN));
    var theory =
        new ArrayList<>(
            IntStream.iterate(0, rung -> rung < shown, rung -> rung + Math.ceilDiv(shown, DRAWN))
                .mapToObj(rung -> predicted(ladder.get(rung)))
                .toList());
    return question.asked().wanted() == Wanted.SIZE ? theory : theory.reversed();
  }

  private Predicted predicted(Rung rung) {
    return new Predicted(rung.size(), rung.perSecond(), search.assumedMs(rung));
  }
}
