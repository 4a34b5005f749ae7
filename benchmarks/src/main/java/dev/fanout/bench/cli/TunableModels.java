package dev.fanout.bench.cli;

import dev.fanout.bench.model.ModelType;
import java.util.Iterator;
import java.util.List;

/** The models that have a size to tune, for the help. */
final class TunableModels implements Iterable<String> {
  static List<ModelType> all() {
    return ModelType.all().stream().filter(model -> !model.sizedBy().isEmpty()).toList();
  }

  @Override
  public Iterator<String> iterator() {
    return all().stream().map(ModelType::key).iterator();
  }
}
