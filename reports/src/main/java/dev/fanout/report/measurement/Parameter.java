package dev.fanout.report.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that tells a case from others.
 *
 * <p>A constant here is all that files, labels, tables, thresholds, sweeps and comparisons need to
 * know of it; its name in lower case is its column. New ones come last, since the columns are in
 * this order.
 */
public enum Parameter {
  /** The model's key, such as {@code fixed-thread-pool}. */
  MODEL(Role.MODEL, Type.TEXT, "model"),

  /** Tells apart cases that share all else. */
  VARIANT(Role.MODEL, Type.TEXT, "variant", "%s", null),

  /** The HTTP client's key. */
  CLIENT(Role.MODEL, Type.TEXT, "client", "%s", "okhttp"),

  /** The pool's size, or the limit of requests in flight. */
  SIZE(Role.MODEL, Type.COUNT, "size", "%s", null),

  /** Tasks handed to a worker at a time. */
  CHUNK(Role.MODEL, Type.COUNT, "chunk", "chunk %s", null),

  /**
   * The most requests that the case may have in flight at once; absent where it depends on cores
   * that nobody recorded.
   */
  IN_FLIGHT(Role.RESULT, Type.COUNT, "in flight"),

  /** The workload's key. */
  WORKLOAD(Role.WORK, Type.TEXT, "workload", "%s", "hello"),

  /** The number of requests, N. */
  REQUESTS(Role.WORK, Type.COUNT, "number of requests"),

  /** The server's delay, D, in milliseconds; where it is drawn, the median of its distribution. */
  DELAY_MS(Role.WORK, Type.MS, "delay"),

  /**
   * The distribution that the delays are drawn from, such as {@code uniform:1s..5s}; absent where
   * the delay is fixed.
   */
  DELAY(Role.WORK, Type.TEXT, "distribution of delays"),

  /** The CPU time that each answer costs the client; absent where the workload has none. */
  CPU_MS(
      Role.WORK,
      Type.MS,
      "CPU time",
      "%s CPU",
      "0",
      new Option("--cpu", "TIME", "CPU time that each page costs, such as 0 or 20ms", 0, 60_000)),

  /** The length of each file; absent where the workload has no files. */
  FILE_BYTES(
      Role.WORK,
      Type.BYTES,
      "file",
      null,
      null,
      new Option(
          "--file-size",
          "BYTES",
          "Size of a file, such as 64KiB or 1MiB (default: 256KiB)",
          1,
          64 << 20)),

  /**
   * How the model writes a file to disk, {@code blocking} or {@code non-blocking}; absent where the
   * workload has no files.
   */
  WRITES(Role.MODEL, Type.TEXT, "writes", "%s writes", "blocking"),

  /**
   * The server's threads, each of which a request blocks for its delay; absent where the server
   * answers asynchronously.
   */
  HANDLER_THREADS(
      Role.SERVER,
      Type.COUNT,
      "handler threads",
      "%s handler%s",
      null,
      new Option(
          "--handler-threads",
          "N",
          "Blocking handler threads of the slow server, or async for any number of requests at once"
              + " (default: async)",
          1,
          10_000)),

  /**
   * The connections that each process keeps open and its calls share; absent where each call opens
   * one, or where the backend's pool is as large as the case has requests in flight.
   */
  CONNECTION_POOL(
      Role.MODEL,
      Type.COUNT,
      "connections",
      "%s connection%s",
      null,
      new Option(
          "--connections",
          "N",
          "Connections that are kept open and shared by the calls, of a database; 0 for one to each"
              + " call",
          0,
          10_000)),

  /**
   * How the requests of a stream arrive, such as {@code poisson:80/s}; absent of a batch, whose
   * requests are all there at the start.
   */
  ARRIVALS(Role.WORK, Type.TEXT, "arrivals", "%s", null),

  /** How long requests arrive; absent of a batch. */
  STREAM_MS(Role.WORK, Type.MS, "length of the stream"),

  /**
   * When the slow server holds back all answers, and for how long, such as {@code 1s@10s}; absent
   * where it does not.
   */
  STALL(Role.SERVER, Type.TEXT, "stall", "stall %s", null),

  /** The version of HTTP by which calls go, {@code 2}; absent for HTTP/1.1. */
  HTTP(Role.MODEL, Type.TEXT, "HTTP version", "HTTP/%s", "1.1"),

  /**
   * How many requests of HTTP/2 the server lets each connection carry at once; absent where that is
   * more than a case sends.
   */
  STREAMS(
      Role.SERVER,
      Type.COUNT,
      "streams",
      "%s stream%s",
      null,
      new Option(
          "--streams",
          "N",
          "Requests that the slow server lets each connection of HTTP/2 carry at once (default:"
              + " more than any case sends)",
          1,
          1_000_000));

  /** Whose it is. */
  public enum Role {
    /** The model's: what is compared. */
    MODEL,
    /** The work's: cases of different work are not compared. */
    WORK,
    /** The server's: nor are those of different servers. */
    SERVER,
    /** It follows from the others. */
    RESULT
  }

  /** What its values are. */
  public enum Type {
    /** Words. */
    TEXT(String.class, 0),
    /** A whole number of 1 or more. */
    COUNT(Integer.class, 1),
    /** Milliseconds, a whole number. */
    MS(Long.class, 0),
    /** A length in bytes. */
    BYTES(Integer.class, 0);

    private final Class<?> javaType;
    private final int least;

    Type(Class<?> javaType, int least) {
      this.javaType = javaType;
      this.least = least;
    }

    /** Their type in Java. */
    Class<?> javaType() {
      return javaType;
    }

    /** The least number; of no meaning for words. */
    int least() {
      return least;
    }
  }

  /**
   * The option that sets it.
   *
   * @param name its name, such as {@code --cpu}
   * @param label what its help calls a value
   * @param description a sentence of its help, without the full stop
   * @param least the least number
   * @param most the greatest value
   */
  public record Option(String name, String label, String description, int least, int most) {}

  /** The values of {@link #HTTP}, the usual one first. */
  public static final List<String> HTTP_VERSIONS = List.of("1.1", "2");

  private final Role role;
  private final Type type;
  private final String title;
  private final @Nullable String labelled;
  private final @Nullable String usual;

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and a number
  private final @Nullable Option option;

  Parameter(Role role, Type type, String title) {
    this(role, type, title, null, null, null);
  }

  Parameter(Role role, Type type, String title, @Nullable String labelled, @Nullable String usual) {
    this(role, type, title, labelled, usual, null);
  }

  Parameter(
      Role role,
      Type type,
      String title,
      @Nullable String labelled,
      @Nullable String usual,
      @Nullable Option option) {
    this.role = role;
    this.type = type;
    this.title = title;
    this.labelled = labelled;
    this.usual = usual;
    this.option = option;
  }

  /** Those with an option of their own, in order. */
  public static List<Parameter> withOption() {
    return Arrays.stream(values()).filter(each -> each.option != null).toList();
  }

  /**
   * The option that sets it.
   *
   * @throws NullPointerException if it has none of its own
   */
  public Option option() {
    return Objects.requireNonNull(option);
  }

  /** Those of these roles, in order. */
  public static List<Parameter> of(Role... roles) {
    return Arrays.stream(values()).filter(each -> List.of(roles).contains(each.role)).toList();
  }

  /** The name of its column, such as {@code delay_ms}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in environment.json, such as {@code delayMs}. */
  public String json() {
    String[] words = column().split("_", -1);
    var name = new StringBuilder(words[0]);
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  /** Its name in tables and sentences. */
  public String title() {
    return title;
  }

  /** What its values are. */
  public Type type() {
    return type;
  }

  /** Whether its values are numbers. */
  public boolean isNumber() {
    return type != Type.TEXT;
  }

  /** Whether it is how much work a case does, and not of which kind. */
  public boolean isAmountOfWork() {
    return role == Role.WORK && isNumber();
  }

  /** Whether each case has a value. */
  public boolean isRequired() {
    return switch (this) {
      case MODEL, WORKLOAD, REQUESTS, DELAY_MS -> true;
      default -> false;
    };
  }

  /** Whether the value, or its absence, goes without saying. */
  public boolean isUsual(@Nullable Object value) {
    return value == null || value.toString().equals(usual);
  }

  /** The value, or what is usual where there is none; absent where nothing is usual either. */
  public @Nullable Object orUsual(@Nullable Object value) {
    return value == null && usual != null ? read(usual) : value;
  }

  /** An amount in a sentence, such as {@code 20 ms CPU} or {@code files of 64 KiB}. */
  public String phrase(String amount) {
    return labelled == null
        ? "%ss of %s".formatted(title, amount)
        : labelled.formatted(amount, "s");
  }

  /** Whether the label of a case has it. */
  public boolean isLabelled() {
    return labelled != null;
  }

  /** A value as it stands in the label of a case; absent where it goes without saying. */
  public @Nullable String label(@Nullable Object value) {
    return labelled == null || value == null || isUsual(value)
        ? null
        : labelled.formatted(withUnit(value), value.equals(1) ? "" : "s");
  }

  /** The value that {@link #text} wrote. */
  public Object read(String text) {
    return switch (type) {
      case TEXT -> text;
      case COUNT, BYTES -> Integer.valueOf(text);
      case MS -> Long.valueOf(text);
    };
  }

  /** A value with its unit, such as {@code 20 ms}; as {@link #text} where it has none. */
  public @Nullable String withUnit(@Nullable Object value) {
    String unit =
        switch (type) {
          case TEXT, COUNT -> "";
          case MS -> " ms";
          case BYTES -> " bytes";
        };
    return value == null ? text(null) : text(value) + unit;
  }

  /** A value as users write it; {@code async} for no handler threads, and else absent for none. */
  public @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return this == HANDLER_THREADS ? "async" : null;
    }
    return value.toString();
  }
}
