package dev.fanout.report.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * ECharts, run inside the JVM: draws a chart's definition as SVG.
 *
 * <p>Loading the library takes a second or two; draw several charts with one instance. Not safe for
 * use by several threads.
 */
public final class ECharts {
  private static final String LIBRARY =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
  // Its animation loop asks for timers; a chart drawn once has none to run.
  private static final String TIMERS = "function setTimeout() {} function clearTimeout() {}";
  private static final String DRAW =
      """
      function draw(option, width, height) {
        var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
        chart.setOption(JSON.parse(option));
        var svg = chart.renderToSVGString();
        chart.dispose();
        return svg;
      }
      """;
  private static final JsonMapper JSON = new JsonMapper();

  private final Scriptable scope;

  /** Loads the library. */
  public ECharts() {
    try (Context context = entered()) {
      scope = context.initSafeStandardObjects();
      ScriptableObject.putProperty(scope, "globalThis", scope);
      context.evaluateString(scope, TIMERS, "timers.js", 1, null);
      context.evaluateString(scope, library(), "echarts.min.js", 1, null);
    }
  }

  /**
   * Draws a chart.
   *
   * @param option ECharts' option object, as maps, lists, strings, numbers and booleans
   * @param width in pixels
   * @param height in pixels
   * @return a complete SVG document
   */
  public String svg(Map<String, ?> option, int width, int height) {
    try (Context context = entered()) {
      var draw = context.compileFunction(scope, DRAW, "draw.js", 1, null);
      Object[] arguments = {JSON.writeValueAsString(option), width, height};
      return Context.toString(draw.call(context, scope, scope, arguments));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the option is no JSON", e);
    }
  }

  private static Context entered() {
    Context context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true); // compiled, the library exceeds a method's 64 KiB
    return context;
  }

  private static String library() {
    try (InputStream script =
        Objects.requireNonNull(ECharts.class.getResourceAsStream(LIBRARY), LIBRARY)) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
