package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.plan.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that name a system of the user's own, which is called in place of the slow server.
 */
final class OwnArguments {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A server of your own to call; no slow server is then started. An answer is right if its"
              + " status is 200.")
  @Nullable Address url;

  @Mixin DatabaseArguments databases = new DatabaseArguments();

  /**
   * The system that they name; absent where they name none.
   *
   * @throws RefusedException if they name more than one
   */
  @Nullable Endpoint endpoint() {
    List<Endpoint> named = Stream.concat(Stream.ofNullable(url), databases.endpoints()).toList();
    if (named.size() > 1) {
      throw new RefusedException(
          "%s name more than one server, and a run calls one: leave out all but one."
              .formatted(
                  named.stream().map(Endpoint::option).collect(Collectors.joining(" and "))));
    }
    return named.isEmpty() ? null : named.getFirst();
  }
}
