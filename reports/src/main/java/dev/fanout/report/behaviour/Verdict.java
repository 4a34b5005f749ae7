package dev.fanout.report.behaviour;

import java.util.Locale;

/** How what a model did compares with what was asked of it. */
public enum Verdict {
  /** It did what was asked. */
  RIGHT("✓", "right"),
  /** It did so in part: the sentence says which. */
  PARTLY("◐", "partly"),
  /** It did something else. */
  WRONG("✗", "wrong"),
  /** The model has no idiom for it. */
  NOT_OFFERED("–", "not offered"),
  /** It had not ended when its time was over. */
  HUNG("⏱", "hung"),
  /** It could not be observed, for a reason that is not the model's. */
  NOT_OBSERVED("?", "not observed");

  private final String mark;
  private final String text;

  Verdict(String mark, String text) {
    this.mark = mark;
    this.text = text;
  }

  /** A sign of one character. */
  public String mark() {
    return mark;
  }

  /** In words. */
  public String text() {
    return text;
  }

  /** As behaviour.csv and demands have it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
