package dev.fanout.report.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The state of the JVM in which a shot is fired. */
public enum Temperature {
  /** A fresh JVM: first use of everything. */
  COLD,
  /** A fresh JVM with an AOT cache, which was made of a run of the same case. */
  COLD_AOT,
  /** A JVM in which the same fan-out has run before, on a short delay. */
  WARM;

  /** All of them. */
  public static final List<Temperature> ALL = List.copyOf(Arrays.asList(values()));

  /** The name in files and tables, such as {@code cold-aot}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its JVM has done nothing before the shot. */
  public boolean isFresh() {
    return this != WARM;
  }
}
