package dev.fanout.bench.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a concurrency model. */
@Documented
@Inherited // by the classes that JMH generates
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Model {
  /** The key in options and files, such as {@code fixed-thread-pool}. */
  String key();

  /** What the model does, in a line. */
  String does();

  /**
   * The line of Java that sets its size, with {@code %1$d} for it; empty where there is none to
   * tune.
   */
  String sizedBy() default "";

  /** The HTTP client's key, of a model without a parameter {@code client}. */
  String client() default "okhttp";

  /** Whether it stands for what a library of HTTP does, so that it calls nothing else. */
  boolean httpOnly() default false;

  /**
   * Why it cannot take requests that arrive one by one, as the end of a sentence; empty if it can.
   */
  String onlyBatches() default "";

  /** Whether callbacks handle the answers, so that files may be written without blocking. */
  boolean callsBack() default false;
}
