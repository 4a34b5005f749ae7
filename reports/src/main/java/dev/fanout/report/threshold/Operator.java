package dev.fanout.report.threshold;

import java.util.Arrays;

/** How a figure is to stand to the bound. */
enum Operator {
  AT_MOST("<="),
  AT_LEAST(">="),
  BELOW("<"),
  ABOVE(">"),
  EQUAL("=");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  static Operator of(String sign) {
    return Arrays.stream(values())
        .filter(operator -> operator.sign.equals(sign))
        .findFirst()
        .orElseThrow();
  }

  boolean holds(double value, double bound) {
    return switch (this) {
      case AT_MOST -> value <= bound;
      case AT_LEAST -> value >= bound;
      case BELOW -> value < bound;
      case ABOVE -> value > bound;
      case EQUAL -> value == bound;
    };
  }
}
