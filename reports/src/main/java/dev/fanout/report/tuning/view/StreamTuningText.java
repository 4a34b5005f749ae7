package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.Kept;
import dev.fanout.report.tuning.StreamTuning.StreamShot;
import dev.fanout.report.tuning.StreamTuning.Tried;
import dev.fanout.report.tuning.StreamTuning.Wanted;
import dev.fanout.report.tuning.Tuning;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a search for the response times of a stream says, in short sentences. */
final class StreamTuningText {
  private final Tuning tuning;
  private final StreamTuning stream;
  private final Goal goal;

  private StreamTuningText(Tuning tuning, StreamTuning stream) {
    this.tuning = tuning;
    this.stream = stream;
    goal = tuning.asked();
  }

  /** The few that a person needs at the end of the search, but for failures; never empty. */
  static List<String> essence(Tuning tuning, StreamTuning stream, List<String> failures) {
    Advice advice = tuning.advice();
    var sentences = new ArrayList<String>();
    if (advice == null) {
      sentences.add(Objects.requireNonNullElse(tuning.trouble(), "Nothing can be recommended."));
      sentences.addAll(failures);
      return sentences;
    }
    var text = new StreamTuningText(tuning, stream);
    sentences.add(advice.goalMet() ? text.kept() : text.missed(advice));
    if (tuning.trouble() != null) {
      sentences.add("This is not certain: " + tuning.trouble());
    }
    sentences.addAll(failures);
    if (!advice.goalMet()) {
      sentences.add(text.why(advice));
      sentences.add(text.greatest());
    }
    text.draws(advice).ifPresent(sentences::add);
    sentences.add(text.stability(advice));
    if (advice.goalMet()) {
      sentences.add("In Java: " + advice.java());
    }
    return sentences;
  }

  /** What theory adds, for who wants to know more. */
  static List<String> theory(Tuning tuning, StreamTuning stream) {
    Kept kept = stream.kept();
    return kept == null
        ? List.of()
        : List.of(
            "With %s at %s a request waits %s for its turn on average, by theory over many draws; a request that does not wait takes %s, and %s of these times is %s."
                .formatted(
                    tuning.counts().count(kept.size()),
                    rate(kept.perSecond()),
                    Figures.time(kept.waitMs()),
                    Figures.time(stream.meanMs()),
                    tuning.asked().percentile(),
                    Figures.time(stream.aloneMs())));
  }

  /** What was asked, such as {@code p99=500ms at poisson:80/s}. */
  static String question(Tuning tuning, StreamTuning stream) {
    return stream.wanted() == Wanted.SIZE
        ? "%s at %s".formatted(tuning.goal(), stream.arrivals())
        : "%s: the highest rate".formatted(tuning.goal());
  }

  /** How far the search went, where that is not the requests' own number. */
  static String bounds(Tuning tuning, StreamTuning stream) {
    Advice advice = tuning.advice();
    if (stream.wanted() == Wanted.RATE) {
      return advice == null ? "" : ", with " + tuning.counts().count(advice.size());
    }
    return tuning.maxSizeFrom() == Tuning.SizeLimit.REQUESTS
        ? ""
        : ", with at most " + tuning.counts().count(tuning.maxSize());
  }

  /** A rate such as {@code 80/s} or {@code 7.55/s}. */
  static String rate(double perSecond) {
    return BigDecimal.valueOf(perSecond)
            .round(new MathContext(4))
            .stripTrailingZeros()
            .toPlainString()
        + "/s";
  }

  private boolean isOfSize() {
    return stream.wanted() == Wanted.SIZE;
  }

  private String unit(int size) {
    return tuning.counts().count(size);
  }

  private String keeps(int size) {
    return unit(size) + (size == 1 ? " keeps" : " keep");
  }

  private String within() {
    return "%s within %s".formatted(goal.percentile(), TuningText.target(goal));
  }

  private String kept() {
    Kept kept = Objects.requireNonNull(stream.kept());
    Tried tried = stream.at(kept.size(), kept.perSecond());
    String expected = Figures.time(tried.expectedMs());
    return isOfSize()
        ? "%s %s at %s: %s is to be expected%s."
            .formatted(keeps(kept.size()), within(), stream.arrivals(), expected, below(kept))
        : "%s %s up to %s, of requests that arrive at random: %s is to be expected%s."
            .formatted(
                keeps(kept.size()), within(), perSecond(kept.perSecond()), expected, above(kept));
  }

  /** A rate in words, such as {@code 150 a second}. */
  private static String perSecond(double rate) {
    return rate(rate).replace("/s", " a second");
  }

  private String below(Kept kept) {
    return stream.tried().stream()
        .filter(each -> each.size() < kept.size() && each.perSecond() == kept.perSecond())
        .max(Comparator.comparingInt(Tried::size))
        .map(
            each ->
                ", and %s with %s".formatted(Figures.time(each.expectedMs()), unit(each.size())))
        .orElse("");
  }

  private String above(Kept kept) {
    return stream.tried().stream()
        .filter(each -> each.perSecond() > kept.perSecond())
        .min(Comparator.comparingDouble(Tried::perSecond))
        .map(
            each ->
                ", and %s at %s".formatted(Figures.time(each.expectedMs()), rate(each.perSecond())))
        .orElse("");
  }

  private String missed(Advice advice) {
    Optional<Tried> told =
        stream.tried().stream()
            .filter(each -> each.size() == advice.size())
            .filter(each -> !isOfSize() || Objects.equals(each.perSecond(), stream.perSecond()))
            .min(Comparator.comparingDouble(Tried::perSecond));
    String expected =
        told.map(each -> " (%s is to be expected)".formatted(Figures.time(each.expectedMs())))
            .orElse("");
    return isOfSize()
        ? "No size up to %s keeps %s at %s%s."
            .formatted(unit(advice.size()), within(), stream.arrivals(), expected)
        : "%s %s at no rate; the lowest that was tried is %s%s."
            .formatted(
                keeps(advice.size()),
                within(),
                told.map(each -> perSecond(each.perSecond())).orElse("none"),
                expected);
  }

  /** Why no size, or no rate, keeps the goal. */
  private String why(Advice advice) {
    return switch (advice.limit()) {
      case WORK ->
          "The requests themselves are the reason: even if none waits, 1 in %s takes more than %s."
              .formatted(oneIn(), Figures.time(stream.aloneMs()));
      case SERVER -> server();
      case MAX_SIZE ->
          "The reason is that no more than %s can be tried: %s."
              .formatted(unit(advice.size()), allowedBy());
      default ->
          "This machine is the reason: a perfect one with the same times of requests keeps the"
              + " goal.";
    };
  }

  private String allowedBy() {
    return switch (tuning.maxSizeFrom()) {
      case OPTION -> "--max-size allows no more";
      case REQUESTS -> "there are no more requests";
      case MEMORY -> "memory has room for no more";
      case OPEN_FILES -> "the limit of open files allows no more";
      case SERVER -> "more at once fail at the server";
      case CONNECTIONS -> "the server takes no more connections";
    };
  }

  private String oneIn() {
    return BigDecimal.valueOf(1 / (1 - goal.share()))
        .round(new MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }

  private String server() {
    Integer capacity = tuning.probe().capacity();
    return capacity != null && capacity <= stream.limit()
        ? "The server is the reason: it answers %d at once, and this rate keeps %s under way."
            .formatted(capacity, one(stream.limit()))
        : "The server is the reason: at this rate its answers take longer than in the probe.";
  }

  private String greatest() {
    Kept kept = stream.kept();
    if (kept == null) {
      return stream.aloneMs() > goal.withinMs()
          ? "No lower rate helps."
          : "No rate was found that keeps the goal.";
    }
    return "The highest %srate at which %s it is %s%s."
        .formatted(
            kept.measured() ? "measured " : "",
            keeps(kept.size()),
            perSecond(kept.perSecond()),
            kept.measured()
                ? ": %s is to be expected"
                    .formatted(Figures.time(stream.at(kept.size(), kept.perSecond()).expectedMs()))
                : " by theory, with the times of requests that were measured; the budget was too"
                    + " short to measure it");
  }

  /** What single draws showed, and whether they agree. */
  private Optional<String> draws(Advice advice) {
    Kept kept = stream.kept();
    Stream<Tried> tried = stream.tried().stream().filter(each -> each.size() == advice.size());
    return (kept == null || !kept.measured()
            ? tried
            : tried.filter(each -> each.perSecond() == kept.perSecond()))
        .reduce((_, last) -> last)
        .map(this::draws);
  }

  private String draws(Tried told) {
    String all =
        Stream.concat(told.searched().stream(), told.fresh().stream())
            .map(StreamTuningText::draw)
            .collect(Collectors.joining(", "));
    String luck =
        "That is chance: %s, to be expected over many draws, is what the verdict rests on."
            .formatted(Figures.time(told.expectedMs()));
    if (told.differs(goal)) {
      return "One draw keeps the goal and another does not: %s. %s".formatted(all, luck);
    }
    String agree =
        told.fresh().isEmpty()
            ? "No fresh draw has tested it; measured: %s."
            : stream.kept() == null
                ? "A fresh draw says the same: %s."
                : "A fresh draw confirms it: %s.";
    return agree.formatted(all);
  }

  private static String draw(StreamShot shot) {
    return "%s with seed %d".formatted(Figures.time(shot.responseMs()), shot.seed());
  }

  private String stability(Advice advice) {
    return isOfSize()
        ? "By Little's law %s are under way at a time; with no more %s than that the backlog grows without end."
            .formatted(one(stream.limit()), tuning.counts().axis())
        : "By Little's law %s serve %s; from there on the backlog grows without end."
            .formatted(unit(advice.size()), perSecond(stream.limit()));
  }

  private static String one(double number) {
    return String.format(Locale.ROOT, "%.1f requests", number);
  }
}
