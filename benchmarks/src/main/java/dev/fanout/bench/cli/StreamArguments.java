package dev.fanout.bench.cli;

import dev.fanout.bench.arrival.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make a stream of requests in place of a batch. */
final class StreamArguments {
  @Option(
      names = "--arrivals",
      split = ";",
      paramLabel = "ARRIVALS",
      description =
          "Requests arrive one by one, instead of all at once; repeatable, or several with"
              + " semicolons between:%n"
              + Arrivals.FORMS)
  List<Arrivals> arrivals = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long they arrive (default: 30s); the first tenth is left out as warm-up.")
  @Nullable Duration length;
}
