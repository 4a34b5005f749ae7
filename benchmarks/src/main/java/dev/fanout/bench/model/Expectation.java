package dev.fanout.bench.model;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.RequestTrace;
import java.util.List;
import java.util.Optional;

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
              "%d of %d requests ended, the others never did".formatted(requests.size(), planned));
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

  /** Those that the model did not give up. */
  static List<RequestTrace> withoutCancelled(List<RequestTrace> requests) {
    return requests.stream()
        .filter(request -> !request.status().equals(Outcome.Cancelled.STATUS))
        .toList();
  }
}
