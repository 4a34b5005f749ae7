package dev.fanout.bench.workload;

import dev.fanout.report.measurement.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kinds of workload. */
public enum WorkloadKind {
  /** The slow answer, N times. */
  HELLO(Stages.TOGETHER, "the same answer each time"),
  /** A login, then the rest with its cookie. */
  SESSION(Stages.AFTER_THE_FIRST, "log in once, keep the cookie"),
  /** Files, written to disk. */
  DOWNLOAD(Stages.TOGETHER, "files to disk"),
  /** A page of links, then the pages that it leads to, their titles parsed out. */
  CRAWL(Stages.AFTER_THE_FIRST, "a list, then its pages"),
  /** A group that may go together, then a group that must go one after another. */
  STAGED(Stages.FOUR_FIFTHS, "a group together, then one after another"),
  /** A GET of an address of the user's own, N times. */
  GET(Stages.TOGETHER, "an address of your own", false),
  /** A request of the user's own with another method, N times. */
  REQUEST(Stages.TOGETHER, "a request of your own", false),
  /** A class of the user's own, called N times: right is what does not throw. */
  CALL(Stages.TOGETHER, "a call of your own in Java", false),
  /** A hash written to Redis, a wait that holds the connection, the hash read back; N times. */
  REDIS(Stages.TOGETHER, "a hash in Redis, written, waited for and read"),
  /** A row of MariaDB, and a wait that holds the connection; N times. */
  MARIADB(Stages.TOGETHER, "a row of MariaDB, waited for");

  private static final int IN_TURN = 5; // of staged requests, one in so many goes by itself

  /** Which requests may go together. */
  private enum Stages {
    TOGETHER,
    AFTER_THE_FIRST,
    FOUR_FIFTHS
  }

  private final Stages stages;
  private final String asksFor;
  private final boolean setsDelay;

  WorkloadKind(Stages stages, String asksFor) {
    this(stages, asksFor, true);
  }

  WorkloadKind(Stages stages, String asksFor, boolean setsDelay) {
    this.stages = stages;
    this.asksFor = asksFor;
    this.setsDelay = setsDelay;
  }

  /**
   * Whether the delay of each request is set here, so that it is known; else it is the server's
   * own, and assumed.
   */
  public boolean setsDelay() {
    return setsDelay;
  }

  /** Those that the slow server answers. */
  public static List<WorkloadKind> ofSlowServer() {
    return Arrays.stream(values()).filter(WorkloadKind::isOfSlowServer).toList();
  }

  /** Whether the slow server answers it. */
  public boolean isOfSlowServer() {
    return switch (this) {
      case HELLO, SESSION, DOWNLOAD, CRAWL, STAGED -> true;
      case GET, REQUEST, CALL, REDIS, MARIADB -> false;
    };
  }

  /** Whether none of its requests waits for another, so that they may arrive one by one. */
  public boolean mayArrive() {
    return stages == Stages.TOGETHER;
  }

  /** The key, and what it asks for. */
  public String inWords() {
    return "%s (%s)".formatted(key(), asksFor);
  }

  /** The parameters that it alone has. */
  public List<Parameter> parameters() {
    return switch (this) {
      case DOWNLOAD -> List.of(Parameter.FILE_BYTES, Parameter.WRITES);
      case CRAWL -> List.of(Parameter.CPU_MS);
      case HELLO, SESSION, STAGED, GET, REQUEST, CALL, REDIS, MARIADB -> List.of();
    };
  }

  /** Whether it writes what it gets to files. */
  public boolean writesFiles() {
    return this == DOWNLOAD;
  }

  /** The kind that has that parameter. */
  public static WorkloadKind having(Parameter parameter) {
    return Arrays.stream(values())
        .filter(kind -> kind.parameters().contains(parameter))
        .findFirst()
        .orElseThrow();
  }

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
    return switch (stages) {
      case TOGETHER -> List.of(requests);
      case AFTER_THE_FIRST -> List.of(1, requests - 1);
      case FOUR_FIFTHS -> {
        int inTurn = Math.ceilDiv(requests, IN_TURN);
        yield IntStream.concat(
                IntStream.of(requests - inTurn), IntStream.generate(() -> 1).limit(inTurn))
            .boxed()
            .toList();
      }
    };
  }
}
