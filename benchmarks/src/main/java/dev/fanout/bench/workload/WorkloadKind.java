package dev.fanout.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kinds of workload. */
public enum WorkloadKind {
  /** The slow answer, N times. */
  HELLO,
  /** A login, then the rest with its cookie. */
  SESSION,
  /** Files, written to disk. */
  DOWNLOAD,
  /** A page of links, then the pages that it leads to, their titles parsed out. */
  CRAWL,
  /** A group that may go together, then a group that must go one after another. */
  STAGED,
  /** An address of the user's own, N times: right is status 200. */
  GET;

  private static final int IN_TURN = 5; // of staged requests, one in so many goes by itself

  /** The key in options and files, such as {@code hello}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with that key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WorkloadKind of(String key) {
    return Arrays.stream(values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "workload '%s' is none of %s"
                        .formatted(
                            key,
                            String.join(", ", Stream.of(values()).map(k -> k.key()).toList()))));
  }

  /**
   * How many requests may go together in each stage; a stage begins when the one before has ended.
   */
  List<Integer> stages(int requests) {
    if (requests == 1) {
      return List.of(1);
    }
    return switch (this) {
      case HELLO, GET, DOWNLOAD -> List.of(requests);
      case SESSION, CRAWL -> List.of(1, requests - 1);
      case STAGED -> {
        int inTurn = Math.ceilDiv(requests, IN_TURN);
        yield IntStream.concat(
                IntStream.of(requests - inTurn), IntStream.generate(() -> 1).limit(inTurn))
            .boxed()
            .toList();
      }
    };
  }
}
