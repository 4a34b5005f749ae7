package dev.fanout.bench.cli;

import dev.fanout.report.tuning.Goal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a pool's size is chosen for, as {@link Goal#parse} reads it. */
final class GoalConverter implements ITypeConverter<Goal> {
  @Override
  public Goal convert(String text) {
    try {
      return Goal.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
