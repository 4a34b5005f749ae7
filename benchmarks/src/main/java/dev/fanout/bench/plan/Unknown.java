package dev.fanout.bench.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Words that are not known, and the known one that was perhaps meant. */
public final class Unknown {
  private static final double NEAR = 0.8;
  private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

  private Unknown() {}

  /** Refuses a word of that kind, and names the known ones. */
  public static RefusedException word(String kind, String word, List<String> known) {
    Optional<String> near =
        known.stream()
            .filter(each -> LIKENESS.apply(each, word) >= NEAR)
            .max(Comparator.comparingDouble(each -> LIKENESS.apply(each, word)));
    return new RefusedException(
        "Unknown %s '%s': %sthe %ss are %s."
            .formatted(
                kind,
                word,
                near.map("did you mean %s? "::formatted).orElse(""),
                kind,
                String.join(", ", known)));
  }
}
