package dev.fanout.report.tuning.view;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.WorkText;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.stream.Collectors;

/** tuning.md: recommendation, reasons, prediction beside measurement, what was probed. */
public final class TuningMarkdown {
  private TuningMarkdown() {}

  /**
   * The whole document; no text in it, whoever wrote it, is taken for HTML.
   *
   * @param chart the chart as an image; empty if there is none
   */
  public static String of(Tuning tuning, Environment environment, String chart) {
    List<String> sentences = TuningText.sentences(tuning);
    var text = new StringBuilder();
    text.append(
        "# Size of %s for %s\n\n".formatted(tuning.model(), WorkText.planned(environment.plan())));
    text.append("**%s**\n\n".formatted(sentences.getFirst()));
    text.append(
        sentences.stream()
            .skip(1)
            .map(sentence -> "- %s\n".formatted(withCode(sentence, tuning)))
            .collect(Collectors.joining("", "", "\n")));
    text.append(chart);
    text.append(sizes(tuning));
    text.append(probe(tuning));
    text.append(search(tuning));
    return text.toString().replace("<", "&lt;");
  }

  private static String withCode(String sentence, Tuning tuning) {
    Advice advice = tuning.advice();
    return advice == null || advice.java().isEmpty()
        ? sentence
        : sentence.replace(advice.java(), "`%s`".formatted(advice.java()));
  }

  private static String sizes(Tuning tuning) {
    if (tuning.sizes().isEmpty()) {
      return "";
    }
    return """
    ## Prediction and measurement

    %s
    *Predicted*: the wall time by theory, from what was probed. *Measured*: the median of the warm shots
    of the search. *Interval*: where the true median lies, given the spread of all sizes. *Difference*:
    of measured and predicted. *Fresh shots*: the median of those that tried the recommendation, and their
    number. *Threads* (at the end of the shot), *memory* (the most) and *CPU time*: of the measured JVM,
    with its worker JVMs where it has any.

    """
        .formatted(TuningTable.of(tuning));
  }

  private static String probe(Tuning tuning) {
    Probe probe = tuning.probe();
    return """
    ## What was probed

    %s, one after another, each waited %s (W, the median); a call computed %s (C), on %s.
    %s

    """
        .formatted(
            Figures.count(probe.calls(), "call"),
            Figures.time(probe.waitMs()),
            ProbeText.computing(probe.cpuMs()),
            Figures.count(probe.cores(), "core"),
            ProbeText.server(tuning));
  }

  private static String search(Tuning tuning) {
    return """
    ## How it was searched

    The goal was %s, with at most %s: %s.
    Theory chose the sizes that could matter, warm shots measured them, and fresh shots, which the
    search had not seen, tested the choice against its neighbours. This took %s of the %s
    allowed. docs/tuning.md of fanout-bench explains how and why.
    """
        .formatted(
            tuning.goal(),
            SizeUnit.of(tuning.model()).count(tuning.maxSize()),
            allowed(tuning),
            Figures.time(tuning.spentMs()),
            Figures.time(tuning.budgetMs()));
  }

  private static String allowed(Tuning tuning) {
    return switch (tuning.maxSizeFrom()) {
      case OPTION -> "--max-size allows no more";
      case REQUESTS -> "there are no more requests";
      case MEMORY -> "the machine has memory for no more";
      case OPEN_FILES -> "a process may open no more files";
      case SERVER -> "a larger size failed";
    };
  }
}
