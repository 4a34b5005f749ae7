package dev.fanout.bench.switching;

import dev.fanout.report.measurement.Quantity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a micro-benchmark. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Micro {
  /** The key in files, such as {@code hand-off-virtual}. */
  String key();

  /** What it does, in a line. */
  String does();

  /** What it measures. */
  Quantity quantity();

  /** What the machine must have for it. */
  Need[] needs() default {};
}
