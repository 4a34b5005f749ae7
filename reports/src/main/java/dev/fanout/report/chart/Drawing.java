package dev.fanout.report.chart;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What charts.js draws: plain data, with times in milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Drawing permits CaseRows, Curves, Timeline {}
