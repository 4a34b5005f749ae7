package dev.fanout.report.compare;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Shot;
import java.util.List;

/**
 * What a comparison needs of a run.
 *
 * @param name what the user calls it: a run id, or a baseline's name
 * @param environment where, with what and by which plan it was measured
 * @param shots all shots that came, valid or not
 */
public record ComparedRun(String name, Environment environment, List<Shot> shots) {}
