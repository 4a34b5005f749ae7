package dev.fanout.report.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** The charts as PNG, for whatever takes no SVG. */
final class Png {
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
   * The picture of an SVG document.
   *
   * @throws IOException if it is no SVG, or the system has no fonts
   */
  static byte[] of(String svg) throws IOException {
    requireFonts();
    var bytes = new ByteArrayOutputStream();
    try (var png = new MemoryCacheImageOutputStream(bytes)) { // others need the temporary folder
      ImageIO.write(image(svg), "png", png);
    }
    return bytes.toByteArray();
  }

  /** Java has none of its own, and without them it fails in ways that do not say what to do. */
  private static void requireFonts() throws IOException {
    try {
      GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
    } catch (RuntimeException | Error e) {
      throw new IOException(
          "PNG files need fonts, but the system has none: install fontconfig and a font such as"
              + " DejaVu",
          e);
    }
  }

  private static BufferedImage image(String svg) throws IOException {
    SVGDocument document = document(svg);
    if (document == null) {
      throw new IOException("a chart is not SVG");
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

  private static @Nullable SVGDocument document(String svg) {
    return new SVGLoader()
        .load(
            new ByteArrayInputStream(svg.getBytes(UTF_8)),
            null,
            LoaderContext.builder().documentLimits(LIMITS).build());
  }
}
