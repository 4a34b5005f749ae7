package dev.fanout.bench.cli;

import dev.fanout.report.threshold.MalformedThresholdException;
import dev.fanout.report.threshold.Threshold;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Thresholds as people write them. */
final class ThresholdConverter implements ITypeConverter<Threshold> {
  @Override
  public Threshold convert(String text) {
    try {
      return Threshold.parse(text);
    } catch (MalformedThresholdException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
