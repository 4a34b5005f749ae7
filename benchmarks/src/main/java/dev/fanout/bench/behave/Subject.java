package dev.fanout.bench.behave;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.model.ModelType;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model to be observed, with the client or the variant that tells it from others of its key.
 *
 * @param choices of its parameters, by name
 */
public record Subject(ModelType model, Map<String, String> choices) {
  /** Worker processes are started for each scenario, and two show all that eight do. */
  private static final String PROCESSES = "2";

  private static final List<String> CHOICES = List.of("client", "variant");

  /** Copies the choices. */
  public Subject {
    choices = Map.copyOf(choices);
  }

  /** Every way to use a model. */
  public static Stream<Subject> of(ModelType model) {
    return CHOICES.stream()
        .filter(model.parameters()::containsKey)
        .findFirst()
        .map(
            choice ->
                Objects.requireNonNull(model.parameters().get(choice)).stream()
                    .map(value -> new Subject(model, Map.of(choice, value))))
        .orElseGet(() -> Stream.of(new Subject(model, Map.of())));
  }

  /** As {@link #line} wrote it. */
  static Subject parse(String line) {
    List<String> words = List.of(line.split(" "));
    var choices = new LinkedHashMap<String, String>();
    words.stream()
        .skip(1)
        .map(word -> word.split("=", 2))
        .forEach(pair -> choices.put(pair[0], pair[1]));
    return new Subject(
        ModelType.all().stream()
            .filter(model -> model.key().equals(words.getFirst()))
            .findFirst()
            .orElseThrow(),
        choices);
  }

  /** The subject in a line, for another JVM. */
  String line() {
    return Stream.concat(
            Stream.of(model.key()),
            choices.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** The client, if the model has a choice. */
  public @Nullable String client() {
    return choices.get("client");
  }

  /** The variant, likewise. */
  public @Nullable String variant() {
    return choices.get("variant");
  }

  /** As people know it. */
  public String label() {
    return Stream.concat(Stream.of(model.key()), choices.values().stream())
        .collect(Collectors.joining(" "));
  }

  /**
   * Opens it.
   *
   * @param threads of its pool, if it has one
   */
  Idioms open(Backend backend, int requests, int threads) throws IOException {
    var values = new HashMap<>(choices);
    values.put("requests", Integer.toString(requests));
    List<String> sizes = model.parameters().get("size");
    if (sizes != null && !sizes.contains("0")) { // which would be no limit
      values.put("size", PROCESSES);
      if (!model.worksInProcesses(values)) {
        values.put("size", Integer.toString(threads));
      }
    }
    return model.idioms(values, backend);
  }
}
