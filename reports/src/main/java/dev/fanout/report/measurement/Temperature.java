package dev.fanout.report.measurement;

import java.util.Locale;

/** The state of the JVM in which a shot is fired. */
public enum Temperature {
  /** A fresh JVM: first use of everything. */
  COLD,
  /** A JVM in which the same fan-out has run before, on a short delay. */
  WARM;

  /** The name in files and tables: {@code cold} or {@code warm}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
