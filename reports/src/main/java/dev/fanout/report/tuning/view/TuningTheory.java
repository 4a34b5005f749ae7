package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.Chunks;
import dev.fanout.report.tuning.Tuning.Scalability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What laws and rules of thumb say of the size of a pool, beside what was measured. */
final class TuningTheory {
  /** A call that waits so many times as long as it computes does little else. */
  private static final double MOSTLY_WAITS = 10;

  private TuningTheory() {}

  static List<String> sentences(Tuning tuning) {
    var sentences = new ArrayList<String>();
    if (tuning.little() != null) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Little's law (rate times time in flight) gives %.1f requests in flight for %s.",
              tuning.little(),
              TuningText.target(tuning.asked())));
    }
    sentences.add(goetz(tuning.probe()));
    if (tuning.usl() != null) {
      sentences.add(scalability(tuning.usl(), tuning.maxSize()));
    }
    if (tuning.chunks() != null) {
      sentences.add(chunks(tuning.chunks()));
    }
    Advice advice = tuning.advice();
    SizeUnit unit = tuning.counts();
    if (advice == null || advice.size() == 1) {
      return sentences;
    }
    if (unit == SizeUnit.CONNECTIONS) {
      sentences.add(
          "With fewer than %s the connection pool is the limit: calls wait for a connection, and more threads do not help."
              .formatted(unit.count(advice.size())));
    } else if (unit != SizeUnit.IN_FLIGHT
        && tuning.probe().waitMs() >= MOSTLY_WAITS * tuning.probe().callCpuMs()) {
      sentences.add(virtualThreads(advice.size(), unit));
    }
    return sentences;
  }

  private static String goetz(Probe probe) {
    String measured =
        "a call waits %s (W) and computes %s (C)"
            .formatted(Figures.time(probe.waitMs()), ProbeText.computing(probe));
    return probe.callCpuMs() > 0
        ? "For a pool that is to use all cores, Goetz's formula, cores (1 + W / C), gives at most %s: %s, on %s."
            .formatted(
                String.format(Locale.ROOT, "%.0f", probe.goetz()),
                measured,
                Figures.count(probe.cores(), "core"))
        : "Goetz's formula, cores (1 + W / C), gives no number: %s.".formatted(measured);
  }

  private static String scalability(Scalability law, int maxSize) {
    Double most = law.peakPerSecond();
    if (!law.good() || most == null) {
      return "The Universal Scalability Law does not fit well (one size is %s off), so it gives no peak."
          .formatted(Figures.percent(law.worst()));
    }
    String interval =
        law.peakLow() == null || law.peakHigh() == null
            ? ""
            : " (95 %% interval %s to %s)"
                .formatted(
                    TuningText.perSecond(law.peakLow()), TuningText.perSecond(law.peakHigh()));
    return "By the Universal Scalability Law throughput %s %s%s."
        .formatted(peak(law.peakSize(), maxSize), TuningText.perSecond(most), interval);
  }

  /** Where the throughput is, up to the first word of how much it is. */
  private static String peak(@Nullable Double peakSize, int maxSize) {
    if (peakSize == null) {
      return "never falls; up to size %d it reaches".formatted(maxSize);
    }
    long peak = Math.round(peakSize);
    return peak > maxSize
        ? "would peak near size %d; up to %d it reaches".formatted(peak, maxSize)
        : "peaks at size %d, with".formatted(peak);
  }

  private static String chunks(Chunks chunks) {
    String cost = Figures.time(chunks.costMs());
    String saved = Figures.time(chunks.mostSavedMs());
    return chunks.chunk() > 1
        ? "Chunks of %d could be worthwhile: the floor rises by %s, but they can save up to %s."
            .formatted(chunks.chunk(), cost, saved)
        : "Chunks are not worthwhile: with chunks of 2 the floor rises by %s, and they can save at most %s."
            .formatted(cost, saved);
  }

  /** For threads, or whole JVMs, that are held to wait. */
  private static String virtualThreads(int size, SizeUnit unit) {
    return "Almost all of the time is waiting: %s do little else, and each of them is a %s. Virtual threads with a semaphore of %d permits keep as many requests in flight without them."
        .formatted(unit.count(size), unit == SizeUnit.WORKERS ? "JVM" : "platform thread", size);
  }
}
