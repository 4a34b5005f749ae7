package dev.fanout.bench.model;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.RequestTrace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the requests of a shot must have come to, so that it counts. */
@FunctionalInterface
public interface Expectation {
  /** All have ended, and rightly. */
  Expectation ALL_RIGHT = Expectation::notAllRight;

  /**
   * What is not as expected, in a sentence; empty if all is.
   *
   * @param requests those that have ended
   * @param planned how many there should be
   */
  Optional<String> unmet(List<RequestTrace> requests, int planned);

  private static Optional<String> notAllRight(List<RequestTrace> requests, int planned) {
    List<RequestTrace> ended = withoutCancelled(requests);
    List<RequestTrace> wrong =
        ended.stream().filter(request -> !request.status().equals(RequestTrace.OK)).toList();
    int cancelled = requests.size() - ended.size();
    int missing = planned - requests.size();
    if (wrong.isEmpty() && cancelled == 0) {
      return missing == 0
          ? Optional.empty()
          : Optional.of(
              "%d of %d requests ended%s"
                  .formatted(requests.size(), planned, butNot(requests, planned)));
    }
    String first =
        wrong.isEmpty()
            ? ""
            : ", the first of them, number %d: %s"
                .formatted(wrong.getFirst().request(), wrong.getFirst().status());
    return Optional.of(
        "%d of %d requests failed%s%s%s"
            .formatted(
                wrong.size(),
                planned,
                first,
                cancelled == 0 ? "" : "; %d were cancelled".formatted(cancelled),
                missing == 0 ? "" : "; %d were not sent or never ended".formatted(missing)));
  }

  /** The first requests that are not among those that ended, as the end of a sentence. */
  static String butNot(List<RequestTrace> ended, int planned) {
    Set<Integer> numbers = ended.stream().map(RequestTrace::request).collect(Collectors.toSet());
    List<String> others =
        IntStream.range(0, planned)
            .filter(request -> !numbers.contains(request))
            .mapToObj(Integer::toString)
            .toList();
    if (others.isEmpty()) {
      return "";
    }
    int named = 5;
    int more = others.size() - named;
    return ", but not number %s%s"
        .formatted(
            String.join(", ", others.stream().limit(named).toList()),
            more > 0 ? " and %d more".formatted(more) : "");
  }

  /** Those that the model did not give up. */
  static List<RequestTrace> withoutCancelled(List<RequestTrace> requests) {
    return requests.stream()
        .filter(request -> !request.status().equals(Outcome.Cancelled.STATUS))
        .toList();
  }
}
