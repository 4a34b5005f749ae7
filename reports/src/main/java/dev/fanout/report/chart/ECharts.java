package dev.fanout.report.chart;

import dev.fanout.report.file.Resource;
import java.util.List;
import java.util.stream.Collectors;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * ECharts, run inside the JVM: draws a chart as SVG.
 *
 * <p>Loading the library takes a second or two, most of it once per JVM; draw several charts with
 * one instance. Not safe for use by several threads.
 */
public final class ECharts {
  private static final String LIBRARY =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  // Its animation loop asks for timers; a chart drawn once has none to run.
  private static final String TIMERS = "function setTimeout() {} function clearTimeout() {}";

  private static final List<String> DRAWINGS =
      List.of(
          "common.js",
          "tooltip.js",
          "case-rows.js",
          "curves.js",
          "lines.js",
          "courses.js",
          "pool-sizes.js",
          "responses.js",
          "prices.js",
          "scales.js",
          "timeline.js",
          "layout.js");

  private final Scriptable scope;

  /** The library parsed, which takes longer than running it, and is the same for every instance. */
  private static final class Parsed {
    static final Script LIBRARY = parse();

    private static Script parse() {
      try (Context context = entered()) {
        return context.compileString(library(), "echarts.min.js", 1, null);
      }
    }
  }

  /** Loads the library. */
  public ECharts() {
    try (Context context = entered()) {
      scope = context.initSafeStandardObjects();
      ScriptableObject.putProperty(scope, "globalThis", scope);
      context.evaluateString(scope, TIMERS, "timers.js", 1, null);
      Parsed.LIBRARY.exec(context, scope, scope);
      context.evaluateString(scope, drawings(), "drawings.js", 1, null);
      context.evaluateString(scope, Resource.text(ECharts.class, "svg.js"), "svg.js", 1, null);
    }
  }

  /** Draws a chart on white, with its title, 900 pixels wide: a complete SVG document. */
  public String svg(Chart chart) {
    try (Context context = entered()) {
      var svgOf = (Function) ScriptableObject.getProperty(scope, "svgOf");
      return Context.toString(svgOf.call(context, scope, scope, new Object[] {Charts.json(chart)}));
    }
  }

  /** ECharts' own source. */
  public static String library() {
    return Resource.text(ECharts.class, LIBRARY);
  }

  /** The source of {@code fanoutCharts}, which makes ECharts' options of a {@link Chart}. */
  public static String drawings() {
    return DRAWINGS.stream()
        .map(name -> Resource.text(ECharts.class, name))
        .collect(
            Collectors.joining(
                "\n",
                "var fanoutCharts = (function () {\n'use strict';\n",
                "\nreturn {layout: layout};\n})();\n"));
  }

  private static Context entered() {
    Context context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true); // compiled, the library exceeds a method's 64 KiB
    return context;
  }
}
