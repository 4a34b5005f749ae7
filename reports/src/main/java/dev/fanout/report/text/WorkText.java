package dev.fanout.report.text;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.fanout.report.measurement.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Work in words. */
public final class WorkText {
  private static final int MOST_LISTED = 3;

  private WorkText() {}

  /**
   * All of it in one line, such as {@code 100 requests of 3 s}, {@code 10 and 100 requests of
   * uniform:1s..5s} or {@code 100 requests of 3 s, workload crawl, 5 ms and 20 ms CPU}.
   */
  public static String of(Collection<Work> works) {
    var parts = new ArrayList<String>();
    List<String> counts = texts(works, comparingInt(Work::requests), work -> "" + work.requests());
    List<String> delays =
        texts(works, comparingLong(Work::delayMs).thenComparing(WorkText::delay), WorkText::delay);
    parts.add(
        "%s request%s of %s"
            .formatted(listed(counts), counts.equals(List.of("1")) ? "" : "s", listed(delays)));
    List<String> workloads = texts(works, comparing(Work::workload), Work::workload);
    if (!workloads.equals(List.of("hello"))) {
      parts.add("workload%s %s".formatted(workloads.size() == 1 ? "" : "s", listed(workloads)));
    }
    List<String> cpu = texts(works, comparingLong(WorkText::cpuMs), work -> cpuMs(work) + " ms");
    if (!cpu.equals(List.of("0 ms"))) {
      parts.add(listed(cpu) + " CPU");
    }
    List<String> lengths =
        texts(
            works.stream().filter(work -> work.fileBytes() != null).toList(),
            comparing(work -> Objects.requireNonNull(work.fileBytes())),
            WorkText::length);
    if (!lengths.isEmpty()) {
      parts.add("files of " + listed(lengths));
    }
    return String.join(", ", parts);
  }

  /** The delay as it was set, such as {@code 3 s} or {@code uniform:1s..5s}. */
  public static String delay(Work work) {
    return Objects.requireNonNullElse(work.delay(), Figures.delay(work.delayMs()));
  }

  /** The length of its files, such as {@code 64 KiB}; a dash for none. */
  public static String length(Work work) {
    return Figures.bytes(work.fileBytes());
  }

  private static long cpuMs(Work work) {
    return Objects.requireNonNullElse(work.cpuMs(), 0L);
  }

  private static List<String> texts(
      Collection<Work> works, Comparator<Work> order, Function<Work, String> text) {
    return works.stream().sorted(order).map(text).distinct().toList();
  }

  private static String listed(List<String> texts) {
    if (texts.size() > MOST_LISTED) {
      return texts.getFirst() + " to " + texts.getLast();
    }
    return texts.size() == 1
        ? texts.getFirst()
        : String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
  }
}
