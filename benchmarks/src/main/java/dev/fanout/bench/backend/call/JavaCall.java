package dev.fanout.bench.backend.call;

import static java.util.stream.Collectors.joining;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.call.AsyncCall;
import dev.fanout.call.BlockingCall;
import dev.fanout.report.measurement.MaskedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One class of the user's own that makes the calls, or two of which models that block use the one
 * and models that call back the other.
 *
 * <p>No class can be both by itself, since Java has no two methods that differ in what they return
 * alone.
 *
 * @param blocking the full name of a {@link BlockingCall}; absent if there is none
 * @param async likewise of an {@link AsyncCall}
 * @param classPath where they and all that they need are, by absolute paths
 */
public record JavaCall(@Nullable String blocking, @Nullable String async, String classPath)
    implements Endpoint {
  /** The setting that names the blocking class. */
  static final String BLOCKING = "blocking";

  /** The setting that names the asynchronous class. */
  static final String ASYNC = "async";

  /** The setting that names the class path. */
  static final String CLASS_PATH = "classPath";

  /**
   * Finds the classes, and runs nothing of them.
   *
   * @param names their full names
   * @param classPath as {@code java} takes it
   * @throws IllegalArgumentException if one is not there or cannot be called, or there are two of a
   *     kind; the message is a sentence
   */
  public static JavaCall of(List<String> names, String classPath) {
    String entries = ClassPath.entries(classPath);
    var loader = new CallLoader(entries);
    String blocking = null;
    String async = null;
    for (String name : names) {
      Class<?> found = found(name, classPath, loader);
      boolean blocks = BlockingCall.class.isAssignableFrom(found);
      String before = blocks ? blocking : async;
      if (before != null) {
        throw new IllegalArgumentException(
            "%s and %s are of one kind: --call takes a BlockingCall, an AsyncCall, or one of each."
                .formatted(before, name));
      }
      if (blocks) {
        blocking = name;
      } else {
        async = name;
      }
    }
    return new JavaCall(blocking, async, entries);
  }

  private static Class<?> found(String name, String classPath, ClassLoader loader) {
    try {
      return CallClass.of(name, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "The class '%s' is not on the class path '%s': correct --call, which takes the full name of a class, or --class-path."
              .formatted(name, classPath),
          e);
    }
  }

  @Override
  public String backend() {
    return CallType.KEY;
  }

  @Override
  public String workload() {
    return WorkloadKind.CALL.key();
  }

  /** Not known, since only the class knows whom it calls. */
  @Override
  public Optional<String> host() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put(CLASS_PATH, classPath);
    if (blocking != null) {
      settings.put(BLOCKING, blocking);
    }
    if (async != null) {
      settings.put(ASYNC, async);
    }
    return settings;
  }

  @Override
  public Optional<String> obstacleTo(boolean callsBack) {
    if ((callsBack ? async : blocking) != null) {
      return Optional.empty();
    }
    return Optional.of(
        callsBack
            ? "it makes calls that return at once, and %s is not an AsyncCall".formatted(this)
            : "it makes calls that block, and %s is not a BlockingCall".formatted(this));
  }

  @Override
  public String option() {
    return "--call";
  }

  @Override
  public String remedy() {
    return "correct the class, or what it calls";
  }

  @Override
  public String remedyForMany() {
    return remedy() + ", or lower --requests.";
  }

  @Override
  public String mask(String text) {
    return MaskedText.of(text);
  }

  @Override
  public String toString() {
    return Stream.of(blocking, async).filter(Objects::nonNull).collect(joining(" and "));
  }
}
