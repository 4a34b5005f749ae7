package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.plan.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/**
 * The options that name a system of the user's own, which is called in place of the slow server.
 */
final class OwnArguments {
  @Mixin HttpArguments http = new HttpArguments();

  @Mixin DatabaseArguments databases = new DatabaseArguments();

  @Mixin CallArguments call = new CallArguments();

  /**
   * The system that they name; absent where they name none. Files that they name are read each
   * time.
   *
   * @throws RefusedException if they name more than one, or one that is not there
   */
  @Nullable Endpoint endpoint() {
    List<Endpoint> named =
        Stream.of(Stream.ofNullable(http.call()), databases.endpoints(), call.endpoint())
            .<Endpoint>flatMap(each -> each)
            .toList();
    if (named.size() > 1) {
      throw new RefusedException(
          "%s each name what is called, and a run calls one system: leave out all but one."
              .formatted(
                  named.stream().map(Endpoint::option).collect(Collectors.joining(" and "))));
    }
    return named.isEmpty() ? null : named.getFirst();
  }
}
