package dev.fanout.bench.switching;

import dev.fanout.report.measurement.Quantity;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A micro-benchmark that can be run.
 *
 * @param benchmark its class and method, as JMH names it
 * @param method the same
 */
public record MicroType(String benchmark, Method method) {
  /** All of them, by what they measure and then by key: those that JMH's own list names. */
  public static List<MicroType> all() {
    var silent =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
    return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
        .map(entry -> entry.getUsername())
        .flatMap(name -> of(name).stream())
        .sorted(Comparator.comparing(MicroType::quantity).thenComparing(MicroType::key))
        .toList();
  }

  private static Optional<MicroType> of(String name) {
    int dot = name.lastIndexOf('.');
    try {
      Class<?> type =
          Class.forName(name.substring(0, dot), false, MicroType.class.getClassLoader());
      return Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.getName().equals(name.substring(dot + 1)))
          .filter(method -> method.isAnnotationPresent(Micro.class))
          .map(method -> new MicroType(name, method))
          .findFirst();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("JMH lists " + name + ", which is not there", e);
    }
  }

  private Micro micro() {
    return Objects.requireNonNull(method.getAnnotation(Micro.class));
  }

  /** The key in files. */
  public String key() {
    return micro().key();
  }

  /** What it does, in a line. */
  public String does() {
    return micro().does();
  }

  /** What it measures. */
  public Quantity quantity() {
    return micro().quantity();
  }

  /** Whether it calls a server. */
  public boolean calls() {
    return quantity() == Quantity.REQUEST;
  }

  /** Why the machine cannot run it with so many tasks; empty if it can. */
  public Optional<String> obstacle(OptionalInt tasks) {
    return Arrays.stream(micro().needs())
        .flatMap(need -> need.obstacle(tasks.orElse(1)).stream())
        .findFirst();
  }
}
