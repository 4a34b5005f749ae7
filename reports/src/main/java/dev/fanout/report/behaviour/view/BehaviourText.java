package dev.fanout.report.behaviour.view;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Group;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.text.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What models did, in short sentences made from the rows. */
public final class BehaviourText {
  /** What such a run is about. */
  public static final String TITLE = "What each model does when things go wrong";

  private static final List<Figure> LEFT =
      List.of(
          Figure.THREADS_LEFT, Figure.CONNECTIONS_LEFT, Figure.FILES_LEFT, Figure.PROCESSES_LEFT);

  /** Those in which requests are not wanted any more before they end. */
  private static final Set<Group> ENDING =
      EnumSet.of(Group.DEADLINE, Group.CANCEL, Group.INTERRUPT, Group.RACE, Group.RESOURCES);

  private static final int MOST_NAMES = 5;

  private final Observations observed;

  private BehaviourText(Observations observed) {
    this.observed = observed;
  }

  /** The few that matter, the most important first; never empty. */
  public static List<String> sentences(Observations observed) {
    return observed.rows().isEmpty()
        ? List.of("Nothing was observed.")
        : new BehaviourText(observed).all().toList();
  }

  private Stream<String> all() {
    return Stream.of(
            Stream.of(headline()),
            enders(),
            whatIsOffered(),
            named(
                "These leave requests running at the server that nobody waits for",
                BehaviourText::leaves),
            named("These lose right answers", BehaviourText::loses),
            named("These had not ended when their time was over", is(Verdict.HUNG)),
            named("These leave threads, connections, files or processes", BehaviourText::leaks),
            named("These could not be observed everywhere", is(Verdict.NOT_OBSERVED)))
        .flatMap(sentences -> sentences);
  }

  /** Which models are right wherever they were asked; or else the best. */
  private String headline() {
    List<String> models = observed.models();
    List<String> right = models.stream().filter(model -> isAll(model, Verdict.RIGHT)).toList();
    String each = "Each result is one observation.";
    if (!right.isEmpty()) {
      return "%s everything that was asked: %s. %s"
          .formatted(
              right.size() == models.size()
                  ? "Each of %s does".formatted(Figures.count(models.size(), "model"))
                  : "%d of %s %s"
                      .formatted(
                          right.size(),
                          Figures.count(models.size(), "model"),
                          right.size() == 1 ? "does" : "do"),
              names(right),
              each);
    }
    long most = Observations.right(observed.of(models.getFirst()));
    if (most == 0) {
      return "No model was right in any scenario. " + each;
    }
    List<String> nearest =
        models.stream()
            .filter(model -> Observations.right(observed.of(model)) == most)
            .map(this::score)
            .toList();
    return "No model does everything that was asked. Nearest: %s. %s"
        .formatted(names(nearest), each);
  }

  /** How often it is right, and in what it is not. */
  private String score(String model) {
    List<Behaviour> rows = observed.of(model);
    return "%s (%d of %d scenarios right, not %s)"
        .formatted(
            model,
            Observations.right(rows),
            rows.size(),
            rows.stream()
                .filter(row -> row.verdict() != Verdict.RIGHT)
                .map(row -> row.scenario().group())
                .distinct()
                .sorted()
                .map(Group::title)
                .collect(joining(", ")));
  }

  /** Which models end what is not wanted any more, whatever is the reason. */
  private Stream<String> enders() {
    List<String> asked =
        observed.groups().stream().filter(ENDING::contains).map(Group::title).toList();
    List<String> right =
        observed.models().stream()
            .filter(
                model -> {
                  List<Behaviour> rows =
                      observed.of(model).stream()
                          .filter(row -> ENDING.contains(row.scenario().group()))
                          .toList();
                  return !rows.isEmpty() && Observations.right(rows) == rows.size();
                })
            .toList();
    return asked.isEmpty()
        ? Stream.empty()
        : Stream.of(
            "%d of %s right in all scenarios of %s%s."
                .formatted(
                    right.size(),
                    Figures.count(observed.models().size(), "model")
                        + (right.size() == 1 ? " is" : " are"),
                    String.join(", ", asked),
                    right.isEmpty() ? "" : ": " + String.join(", ", right)));
  }

  private boolean isAll(String model, Verdict... allowed) {
    return observed.of(model).stream()
        .allMatch(row -> Arrays.asList(allowed).contains(row.verdict()));
  }

  private Stream<String> whatIsOffered() {
    List<String> models =
        observed.models().stream()
            .filter(model -> isAll(model, Verdict.RIGHT, Verdict.NOT_OFFERED))
            .filter(model -> !isAll(model, Verdict.RIGHT) && !isAll(model, Verdict.NOT_OFFERED))
            .toList();
    return models.isEmpty()
        ? Stream.empty()
        : Stream.of(
            "Right in all that they offer, but do not offer all: %s.".formatted(names(models)));
  }

  private static String names(List<String> models) {
    return Figures.first(MOST_NAMES, models, ", ", " and ");
  }

  /** The models that did something, each with the groups in which they did. */
  private Stream<String> named(String what, Predicate<Behaviour> did) {
    var groups = new LinkedHashMap<String, Set<Group>>();
    for (String model : observed.models()) {
      Set<Group> where =
          observed.of(model).stream()
              .filter(did)
              .map(row -> row.scenario().group())
              .collect(toCollection(TreeSet::new));
      if (!where.isEmpty()) {
        groups.put(model, where);
      }
    }
    if (groups.isEmpty()) {
      return Stream.empty();
    }
    boolean alike = groups.values().stream().distinct().count() == 1;
    List<String> names =
        groups.entrySet().stream()
            .map(each -> each.getKey() + (alike ? "" : titles(each.getValue())))
            .toList();
    String where = alike ? titles(groups.values().iterator().next()) : "";
    return Stream.of("%s%s: %s.".formatted(what, where, names(names)));
  }

  private static String titles(Set<Group> groups) {
    return " (%s)".formatted(groups.stream().map(Group::title).collect(joining(", ")));
  }

  private static boolean leaves(Behaviour row) {
    return row.figures().getOrDefault(Figure.STILL_RUNNING, 0.0) > 0;
  }

  private static boolean loses(Behaviour row) {
    Double delivered = row.figures().get(Figure.DELIVERED);
    return delivered != null && delivered < row.scenario().answers();
  }

  private static boolean leaks(Behaviour row) {
    return LEFT.stream().anyMatch(figure -> row.figures().getOrDefault(figure, 0.0) > 0);
  }

  private static Predicate<Behaviour> is(Verdict verdict) {
    return row -> row.verdict() == verdict;
  }

  /** How the run ended, and how much of it came. */
  public static String outcome(Observations observed, Outcome outcome) {
    long scenarios = observed.rows().stream().map(Behaviour::scenario).distinct().count();
    return "The run %s: %s of %s in %s."
        .formatted(
            outcome.words(),
            Figures.count(observed.rows().size(), "observation"),
            Figures.count(observed.models().size(), "model"),
            Figures.count((int) scenarios, "scenario"));
  }

  /** What the console shows: the sentences, the overview, and a line for what is not right. */
  public static List<String> console(Observations observed) {
    var lines = new ArrayList<>(sentences(observed));
    if (observed.rows().isEmpty()) {
      return lines;
    }
    Overview overview = Overview.of(observed);
    lines.add("\n" + overview.narrow());
    lines.addAll(overview.legend());
    if (overview.counts()) {
      lines.add(Overview.COUNTS);
    }
    List<String> notRight = notRight(observed);
    if (!notRight.isEmpty()) {
      lines.add("\nWhat is not right, and everything else in report.md:");
      lines.addAll(notRight);
    }
    lines.add("");
    return lines;
  }

  /** A line for each model and group: the worst of its scenarios, and how many more there are. */
  private static List<String> notRight(Observations observed) {
    return observed.groups().stream()
        .map(observed::of)
        .flatMap(
            asked ->
                asked.stream()
                    .map(Behaviour::label)
                    .distinct()
                    .flatMap(model -> notRight(model, asked)))
        .toList();
  }

  private static Stream<String> notRight(String model, List<Behaviour> asked) {
    List<Behaviour> rows =
        asked.stream().filter(row -> row.label().equals(model) && row.verdict().isTold()).toList();
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    Verdict worst = Verdict.of(rows.stream().map(Behaviour::verdict).toList());
    Behaviour row = rows.stream().filter(each -> each.verdict() == worst).findFirst().orElseThrow();
    return Stream.of(
        "%s %s, %s%s: %s"
            .formatted(
                worst.mark(),
                model,
                row.scenario().key(),
                rows.size() == 1 ? "" : " and %d more".formatted(rows.size() - 1),
                row.says()));
  }
}
