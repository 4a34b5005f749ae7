package dev.fanout.report.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The charts as PNG, for whatever takes no SVG. */
public final class Png {
  /** Sharp on the screens of today. */
  private static final int SCALE = 2;

  /** A timeline holds thousands of bars; the charts are our own, so there is nothing to fear. */
  private static final DocumentLimits LIMITS =
      new DocumentLimits(
          DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
          DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
          Integer.MAX_VALUE);

  private Png() {}

  /**
   * Writes a PNG file beside each SVG file of a folder.
   *
   * @throws IOException if a file cannot be written, or is no SVG, or the system has no fonts
   */
  public static void writeBesideSvg(Path folder) throws IOException {
    requireFonts();
    try (DirectoryStream<Path> charts = Files.newDirectoryStream(folder, "*.svg")) {
      for (Path chart : charts) {
        String name = chart.getFileName().toString().replaceFirst("\\.svg$", ".png");
        ImageIO.write(image(chart), "png", chart.resolveSibling(name).toFile());
      }
    }
  }

  /** Java has none of its own, and without them it fails in ways that tell nobody what to do. */
  private static void requireFonts() throws IOException {
    try {
      GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
    } catch (RuntimeException | Error e) {
      throw new IOException(
          "PNG files need fonts, and there are none: install fontconfig and a font such as DejaVu",
          e);
    }
  }

  private static BufferedImage image(Path chart) throws IOException {
    SVGDocument document = document(chart);
    if (document == null) {
      throw new IOException(chart + " is no SVG");
    }
    FloatSize size = document.size();
    int width = Math.round(size.width * SCALE);
    int height = Math.round(size.height * SCALE);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    document.render((@Nullable Component) null, graphics, new ViewBox(0, 0, width, height));
    graphics.dispose();
    return image;
  }

  private static @Nullable SVGDocument document(Path chart) throws IOException {
    try (InputStream svg = Files.newInputStream(chart)) {
      return new SVGLoader()
          .load(svg, null, LoaderContext.builder().documentLimits(LIMITS).build());
    }
  }
}
