package dev.fanout.report.finding;

import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.text.Figures;
import java.util.stream.Stream;

/** A file that ends in the middle of a row. */
final class CutShortFile implements Finder {
  @Override
  public Stream<Finding> find(Measurements measurements) {
    return measurements.linesLeftOut().entrySet().stream()
        .map(
            file ->
                new Finding(
                    "cut-short-file",
                    Severity.WARNING,
                    file.getKey(),
                    "The file ends in the middle of a row; %s left out after its last whole one."
                        .formatted(
                            Figures.count(file.getValue(), "line")
                                + (file.getValue() == 1 ? " is" : " are")),
                    "Its writer was killed or its disk was full, so what came last is not in this"
                        + " report.",
                    "Measure again if what is missing matters."));
  }
}
