package dev.fanout.bench.cli;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.Latest;
import dev.fanout.report.ComparisonReport;
import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The project's folder of reports: runs, reference runs, baselines, comparisons.
 *
 * @param path the folder
 */
record Reports(Path path) {
  private static final Pattern BASELINE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  /** Those of the project that the command is of. */
  static Reports of(CommandSpec spec) {
    return new Reports(Fanout.root(spec).resolve("reports"));
  }

  /**
   * The run of that name.
   *
   * @param name a folder, the id of a run, {@code latest}, or {@code reference/tutorial} and the
   *     like
   * @throws RefusedException if there is none, or the folder holds no measurements
   */
  RunFolder run(String name) throws IOException {
    List<Path> places =
        name.equals("latest")
            ? List.of(new Latest(path).folder())
            : name.startsWith("reference/")
                ? List.of(path.resolve(name))
                : List.of(Path.of(name), path.resolve("runs").resolve(name));
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        return measured(new RunFolder(place.toRealPath()));
      }
    }
    throw new RefusedException(
        "There is no run '%s': name a run's folder, a run id under %s, latest or reference/tutorial."
            .formatted(name, path.resolve("runs")));
  }

  /**
   * The folder of a baseline, whether it is there or not.
   *
   * @throws RefusedException if that is not a name for one
   */
  RunFolder newBaseline(String name) {
    if (!BASELINE.matcher(name).matches()) {
      throw new RefusedException(
          "'%s' is not a name for a baseline: up to 100 letters, digits, dots, dashes and underscores, and the first is not a dot or a dash."
              .formatted(name));
    }
    return new RunFolder(baselines().resolve(name));
  }

  /**
   * The baseline of that name.
   *
   * @throws RefusedException if there is none
   */
  RunFolder baseline(String name) throws IOException {
    RunFolder folder = newBaseline(name);
    if (!Files.isDirectory(folder.path())) {
      List<String> names = baselineNames();
      throw new RefusedException(
          "There is no baseline '%s': %s."
              .formatted(
                  name,
                  names.isEmpty()
                      ? "save the latest run as one with baseline save " + name
                      : "the baselines are " + String.join(", ", names)));
    }
    return measured(folder);
  }

  /** The names of all baselines, in order. */
  List<String> baselineNames() throws IOException {
    if (!Files.isDirectory(baselines())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(baselines())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(BASELINE.asMatchPredicate())
          .sorted()
          .toList();
    }
  }

  /**
   * The folder of a comparison, which need not be there yet: that of the same two runs if they were
   * compared before, else a new one, named after the runs. Runs of different places may have the
   * same names, so a note in it tells which were compared.
   *
   * @param names of the two runs
   */
  Path comparison(String names, String note) throws IOException {
    Path folder = path.resolve("comparisons").resolve(names);
    for (int number = 2; isOfOthers(folder, note); number++) {
      folder = folder.resolveSibling(names + "-" + number);
    }
    return folder;
  }

  private static boolean isOfOthers(Path folder, String note) throws IOException {
    Path file = ComparisonReport.note(folder);
    return Files.exists(file) && !Files.readString(file).equals(note);
  }

  private Path baselines() {
    return path.resolve("baselines");
  }

  private static RunFolder measured(RunFolder folder) {
    for (Path file : List.of(folder.environment(), folder.shots())) {
      if (!Files.isRegularFile(file)) {
        throw new RefusedException(
            "%s is not a run's folder: it has no %s.".formatted(folder.path(), file.getFileName()));
      }
    }
    return folder;
  }
}
