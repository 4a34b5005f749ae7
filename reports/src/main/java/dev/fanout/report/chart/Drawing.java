package dev.fanout.report.chart;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is drawn: plain data for the script of the same name, with times in milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Drawing permits CaseRows, Curves, Lines, PoolSizes, Timeline {}
