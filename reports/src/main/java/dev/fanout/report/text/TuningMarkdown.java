package dev.fanout.report.text;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** tuning.md: recommendation, reasons, prediction beside measurement, what was probed. */
public final class TuningMarkdown {
  private TuningMarkdown() {}

  /** The whole document; no text in it, whoever wrote it, is taken for HTML. */
  public static String of(Tuning tuning, Environment environment, Map<String, String> charts) {
    List<String> sentences = TuningText.sentences(tuning);
    var text = new StringBuilder();
    text.append(
        "# Size of %s for %s\n\n"
            .formatted(tuning.model(), ReportMarkdown.planned(environment.plan())));
    text.append("**%s**\n\n".formatted(sentences.getFirst()));
    text.append(
        sentences.stream()
            .skip(1)
            .map(sentence -> "- %s\n".formatted(withCode(sentence, tuning)))
            .collect(Collectors.joining("", "", "\n")));
    text.append(ReportMarkdown.image("tuning", charts.get("tuning")));
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
        .formatted(TuningTable.of(tuning).markdown());
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
            TuningTheory.computing(probe.cpuMs()),
            Figures.count(probe.cores(), "core"),
            server(tuning));
  }

  private static String server(Tuning tuning) {
    Probe probe = tuning.probe();
    String most = Figures.count(probe.probedUpTo(), "request");
    Optional<String> capacity = ServerCapacity.of(tuning).clause();
    return switch (probe.server()) {
      case ANSWERS_ALL -> "The server answered %s at once.".formatted(most);
      case QUEUES ->
          "Of up to %s at once, the server let some wait, or slowed down.%s"
              .formatted(most, capacity.map(" It %s."::formatted).orElse(""));
      case REFUSES ->
          "The server %s.".formatted(capacity.orElse("failed with %s at once".formatted(most)));
    };
  }

  private static String search(Tuning tuning) {
    return """
    ## How it was searched

    The goal was %s, with at most %s: %s.
    Theory chose the sizes that could matter, warm shots measured them, and fresh shots, which the
    search had not seen, tried the choice against its neighbours. This took %s of the %s
    allowed. docs/tuning.md of fanout-bench says how, and why so.
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
      case OPTION -> "--max-size says so";
      case REQUESTS -> "there are no more requests";
      case MEMORY -> "the machine's memory holds no more";
      case OPEN_FILES -> "a process may open no more files";
      case SERVER -> "a larger size failed";
    };
  }
}
