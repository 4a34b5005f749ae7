package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.http.Address;
import org.jspecify.annotations.Nullable;
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

  /** The system that they name; absent where they name none. */
  @Nullable Endpoint endpoint() {
    return url;
  }
}
