package dev.fanout.report.compare;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a case at one temperature; times in milliseconds.
 *
 * @param measured the case
 * @param temperature that of the JVM
 * @param baseShots valid shots in the baseline
 * @param baseMedianMs their median wall time; absent if there is none
 * @param newShots valid shots in the new run
 * @param newMedianMs their median wall time; absent if there is none
 * @param shift from the baseline to the new run; absent if one of them has no valid shot
 * @param bandMs the half width of the noise band; absent if the baseline has no valid shot
 * @param verdict what the shift says
 */
public record Change(
    Case measured,
    Temperature temperature,
    int baseShots,
    @Nullable Double baseMedianMs,
    int newShots,
    @Nullable Double newMedianMs,
    @Nullable Shift shift,
    @Nullable Double bandMs,
    Verdict verdict) {

  /** The noise band is never narrower. */
  static final double LEAST_BAND_MS = 5;

  /** The noise band's half width over the baseline's overhead. */
  static final double BAND_SHARE = 0.1;

  static Change of(
      Case measured,
      Temperature temperature,
      @Nullable Summary base,
      double[] baseMs,
      @Nullable Summary fresh,
      double[] freshMs) {
    Double baseMedianMs = base == null ? null : base.medianMs();
    Double band =
        base == null || baseMedianMs == null ? null : Double.valueOf(bandMs(base.overheadMs()));
    Shift shift = baseMs.length == 0 || freshMs.length == 0 ? null : Shift.between(baseMs, freshMs);
    return new Change(
        measured,
        temperature,
        baseMs.length,
        baseMedianMs,
        freshMs.length,
        fresh == null ? null : fresh.medianMs(),
        shift,
        band,
        shift == null || band == null ? Verdict.TOO_FEW_SHOTS_TO_TELL : Verdict.of(shift, band));
  }

  /**
   * Half the width of the noise band: the change that is too small to act on, whatever the
   * statistics; the least one where no floor is known, and so no overhead.
   *
   * <p>It is compared with the overhead and not the wall time, since the floor cannot change: one
   * per cent of 100 requests of 3 s one after another would be six times the overhead of {@code
   * serial}.
   */
  static double bandMs(@Nullable Double overheadMs) {
    return overheadMs == null ? LEAST_BAND_MS : Math.max(LEAST_BAND_MS, BAND_SHARE * overheadMs);
  }

  /** What can be said of a change. */
  public enum Verdict {
    /** The whole interval lies within the noise band. */
    NO_CHANGE,
    /** The whole interval lies below zero, and the shift beyond the noise band. */
    FASTER,
    /** The whole interval lies above zero, and the shift beyond the noise band. */
    SLOWER,
    /** Anything else: there is no interval, or it is too wide for the other three. */
    TOO_FEW_SHOTS_TO_TELL;

    /** The verdict in files and tables, such as {@code no change}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Verdict of(Shift shift, double bandMs) {
      Shift.Confidence confidence = shift.confidence();
      if (confidence == null) {
        return TOO_FEW_SHOTS_TO_TELL;
      }
      if (confidence.lowMs() >= -bandMs && confidence.highMs() <= bandMs) {
        return NO_CHANGE;
      }
      if (confidence.highMs() < 0 && shift.ms() < -bandMs) {
        return FASTER;
      }
      if (confidence.lowMs() > 0 && shift.ms() > bandMs) {
        return SLOWER;
      }
      return TOO_FEW_SHOTS_TO_TELL;
    }
  }

  /** The shift over the baseline's median, in per cent; absent without a shift. */
  public @Nullable Double percent() {
    return shift == null || baseMedianMs == null
        ? null
        : Double.valueOf(shift.ms() / baseMedianMs * 100);
  }
}
