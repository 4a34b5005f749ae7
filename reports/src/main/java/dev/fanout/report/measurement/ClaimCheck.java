package dev.fanout.report.measurement;

/**
 * A published figure held against the case that repeats its experiment.
 *
 * @param claim the published figure
 * @param summary the case as measured here
 * @param reproduced whether the two agree
 * @param reason why they agree or do not, as far as theory explains it, in a sentence
 */
public record ClaimCheck(Claim claim, Summary summary, boolean reproduced, String reason) {
  /** In words: {@code reproduced} or {@code not reproduced}. */
  public String verdict() {
    return reproduced ? "reproduced" : "not reproduced";
  }
}
