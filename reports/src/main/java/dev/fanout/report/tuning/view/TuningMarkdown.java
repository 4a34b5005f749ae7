package dev.fanout.report.tuning.view;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.WorkText;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** tuning.md: recommendation, reasons, prediction beside measurement, what was probed. */
public final class TuningMarkdown {
  private static final String HOW_BATCH =
      """
      Theory chose the sizes that could matter, warm shots measured them, and fresh shots, which the
      search had not seen, tested the choice against its neighbours.\
      """;
  private static final String HOW_STREAM =
      """
      Theory, which simulates a perfect machine with many draws of the arrivals, chose what could matter,
      warm shots measured it, and fresh shots with other draws test the choice, as far as the budget allows.\
      """;

  private TuningMarkdown() {}

  /**
   * The whole document; no text in it, whoever wrote it, is taken for HTML.
   *
   * @param chart the chart as an image; empty if there is none
   */
  public static String of(Tuning tuning, Environment environment, String chart) {
    StreamTuning stream = tuning.stream();
    List<String> sentences = TuningText.sentences(tuning);
    String rest =
        sentences.stream()
            .skip(1)
            .map(sentence -> "- %s\n".formatted(withCode(sentence, tuning)))
            .collect(Collectors.joining());
    return """
    # %s for %s

    **%s**

    %s
    %s%s%s## What was probed

    %s

    ## How it was searched

    The goal was %s%s
    %s This took %s of the %s
    allowed. docs/tuning.md of fanout-bench explains how and why.
    """
        .formatted(
            heading(tuning),
            stream == null
                ? WorkText.planned(environment.plan())
                : StreamTuningText.question(tuning, stream),
            sentences.getFirst(),
            rest,
            chart,
            sizes(tuning),
            snippets(tuning),
            ProbeText.of(tuning.probe(), tuning.failed()),
            tuning.goal(),
            stream == null
                ? ", with at most %s. %s"
                    .formatted(tuning.counts().count(tuning.maxSize()), TuningText.maxSize(tuning))
                : StreamTuningText.bounds(tuning, stream) + ".",
            stream == null ? HOW_BATCH : HOW_STREAM,
            Figures.time(tuning.spentMs()),
            Figures.time(tuning.budgetMs()))
        .replace("<", "&lt;");
  }

  private static String heading(Tuning tuning) {
    String subject = tuning.subject().replaceFirst("^the ", "");
    return subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1);
  }

  private static String withCode(String sentence, Tuning tuning) {
    Advice advice = tuning.advice();
    return advice == null || advice.java().isEmpty()
        ? sentence
        : sentence.replace(advice.java(), "`%s`".formatted(advice.java()));
  }

  private static String snippets(Tuning tuning) {
    return TuningText.snippets(tuning).stream()
        .map(snippet -> "%s:\n\n```\n%s\n```\n\n".formatted(snippet.where(), snippet.code()))
        .reduce(String::concat)
        .map("## How to set it\n\n"::concat)
        .orElse("");
  }

  private static String sizes(Tuning tuning) {
    StreamTuning stream = tuning.stream();
    if (stream != null) {
      return stream.shots().isEmpty() ? "" : streams(tuning, stream);
    }
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

  private static String streams(Tuning tuning, StreamTuning stream) {
    return """
    ## Prediction and measurement

    %s
    All times are %s of the response times, each from the intended moment of a request to its answer; the
    first tenth of a stream is left out. *Predicted*: by theory over many draws, before anything was measured.
    *Measured*: of the draw that the search used. *Fresh draws*: of others. *To be expected*: by theory over
    many draws, with the times of requests that were measured, and with what the shots took beyond a perfect
    machine with their own draw; the verdict rests on this, so that no draw's luck decides.

    """
        .formatted(StreamTuningTable.of(tuning, stream), tuning.asked().percentile());
  }
}
