package dev.fanout.server;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** HTML documents, different for each number. */
final class Pages {
  private static final int PARAGRAPHS = 18;
  private static final int SENTENCES_IN_PARAGRAPH = 5;

  private static final List<String> SENTENCES =
      List.of(
          "A request that waits costs memory, and a thread that waits costs rather more of it.",
          "What looks like a slow service is often a queue in front of a quick one.",
          "The tail of a distribution decides how long a <em>batch</em> takes, not its median.",
          "Every pool is a limit, and a limit that nobody chose is found under load.",
          "Between two measurements lies the noise of the machine, which has its own plans.",
          "Latency &amp; throughput are bound by the number of requests in flight.",
          "A connection that is kept open saves a round trip and holds a socket.",
          "Most of the time that a crawler spends is spent by somebody else's server.",
          "Retries help until all clients retry at once, which is when they fail at once.",
          "The first call pays for classes, connections and caches; the second one does not.",
          "An average hides what a user feels, and a percentile hides what it costs.",
          "Work that can wait should wait where it is cheap to hold.");

  private Pages() {}

  /** A document of some 8 KiB. */
  static String page(int request) {
    var random = new SplittableRandom(request);
    return document(
        request,
        Stream.generate(() -> paragraph(random)).limit(PARAGRAPHS).collect(Collectors.joining()));
  }

  /** A document with links to the {@code pages} pages whose numbers follow its own. */
  static String list(int request, int pages) {
    return document(
        request,
        IntStream.rangeClosed(request + 1, request + pages)
            .mapToObj(Pages::item)
            .collect(Collectors.joining("", "<ul>\n", "</ul>\n")));
  }

  private static String item(int request) {
    return "<li><a href=\"%s?request=%d\">%s</a></li>\n"
        .formatted(Routes.PAGE, request, title(request));
  }

  private static String paragraph(RandomGenerator random) {
    return Stream.generate(() -> SENTENCES.get(random.nextInt(SENTENCES.size())))
        .limit(SENTENCES_IN_PARAGRAPH)
        .collect(Collectors.joining(" ", "<p>", "</p>\n"));
  }

  private static String document(int request, String content) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <title>%s</title>
    </head>
    <body>
    <h1>%s</h1>
    %s</body>
    </html>
    """
        .formatted(title(request), title(request), content);
  }

  private static String title(int request) {
    return Contents.title(request).replace("&", "&amp;");
  }
}
