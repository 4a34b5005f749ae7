package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.call.JavaCall;
import dev.fanout.bench.plan.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a call of the user's own in Java. */
final class CallArguments {
  @Option(
      names = "--call",
      split = ",",
      paramLabel = "CLASS",
      description =
          "A class of your own that makes the calls, or one that blocks and one that calls back;"
              + " docs/own-calls.md says how to write it.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description =
          "Where --call and its libraries are, as java takes it (default: the current folder).")
  @Nullable String classPath;

  /**
   * The call that they name, if they name one.
   *
   * @throws RefusedException if it is not there, or cannot be called
   */
  Stream<Endpoint> endpoint() {
    if (names.isEmpty()) {
      if (classPath != null) {
        throw new RefusedException(
            "--class-path says where the class of --call is: add --call, or leave it out.");
      }
      return Stream.empty();
    }
    try {
      return Stream.of(
          JavaCall.of(
              names.stream().map(String::strip).toList(),
              Objects.requireNonNullElse(classPath, ".")));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }
}
