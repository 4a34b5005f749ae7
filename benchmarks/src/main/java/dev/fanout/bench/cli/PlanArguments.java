package dev.fanout.bench.cli;

import dev.fanout.bench.plan.Options;
import dev.fanout.server.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make a plan, shared by the commands that need one. */
final class PlanArguments {
  @Option(
      names = "--preset",
      defaultValue = "tutorial",
      completionCandidates = PresetNames.class,
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  String preset = "tutorial";

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "KEY",
      description = "Only these models, by key; see the command models.")
  List<String> models = new ArrayList<>();

  @Option(
      names = "--requests",
      converter = Count.class,
      paramLabel = "N",
      description = "Number of requests.")
  @Nullable Integer requests;

  @Option(
      names = "--delay",
      converter = Delay.class,
      paramLabel = "TIME",
      description = "The server's delay, such as 3s or 250ms.")
  @Nullable Duration delay;

  @Option(
      names = "--sizes",
      split = ",",
      converter = Count.class,
      paramLabel = "N",
      description =
          "Pool sizes, for the models that have a pool; limits of requests in flight, for those"
              + " named in --models that take one.")
  List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--chunk",
      converter = Count.class,
      paramLabel = "N",
      description = "Requests handed to a worker at a time, for the models that have chunks.")
  @Nullable Integer chunk;

  @Option(
      names = "--rounds",
      converter = Count.class,
      paramLabel = "N",
      description = "Shots of each case, cold and warm.")
  @Nullable Integer rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the shuffle, to repeat an order (default: random).")
  @Nullable Long seed;

  @Option(
      names = "--url",
      converter = HttpUrl.class,
      paramLabel = "URL",
      description =
          "An own server to measure against, which answers Hello! after --delay; no slow server is"
              + " started then.")
  @Nullable URI url;

  Options options() {
    return new Options(
        preset.strip(),
        models.stream().map(String::strip).toList(),
        requests,
        delay,
        sizes,
        chunk,
        rounds,
        seed,
        url);
  }
}
