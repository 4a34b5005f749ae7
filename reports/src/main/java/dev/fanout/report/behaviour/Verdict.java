package dev.fanout.report.behaviour;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How what a model did compares with what was asked of it. */
public enum Verdict {
  /** It did what was asked. */
  RIGHT("✓", "right", "it did what was asked"),
  /** It did so in part: the sentence says which. */
  PARTLY("◐", "partly", "it did a part of it, and its sentence says which"),
  /** It did something else. */
  WRONG("✗", "wrong", "it did not do what was asked"),
  /** The model has no idiom for it. */
  NOT_OFFERED("–", "not offered", "this model has no way to ask for it"),
  /** It had not ended when its time was over. */
  HUNG("∞", "hung", "it had not ended when its time was over, and was stopped"),
  /** It could not be observed, for a reason that is not the model's. */
  NOT_OBSERVED("?", "not observed", "it could not be, for a reason that is not the model's");

  private static final List<Verdict> WORST_FIRST =
      List.of(HUNG, WRONG, PARTLY, NOT_OBSERVED, NOT_OFFERED, RIGHT);

  private final String mark;
  private final String text;
  private final String means;

  Verdict(String mark, String text, String means) {
    this.mark = mark;
    this.text = text;
    this.means = means;
  }

  /** A sign of one character. */
  public String mark() {
    return mark;
  }

  /**
   * One for several scenarios: the worst of theirs. What a model offers for some of them it offers
   * in part.
   */
  public static Verdict of(Collection<Verdict> verdicts) {
    Verdict worst = WORST_FIRST.stream().filter(verdicts::contains).findFirst().orElseThrow();
    return worst == NOT_OFFERED && verdicts.contains(RIGHT) ? PARTLY : worst;
  }

  /** Whether it needs a word: neither right, nor something that the model leaves to others. */
  public boolean isTold() {
    return this != RIGHT && this != NOT_OFFERED;
  }

  /** In words. */
  public String text() {
    return text;
  }

  /** What that is, in a few more words. */
  public String means() {
    return means;
  }

  /** As behaviour.csv and demands have it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
