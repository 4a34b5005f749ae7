package dev.fanout.server;

import java.net.URI;

/**
 * The addresses that the slow server answers, beneath a base such as {@code http://127.0.0.1:5000/}
 * or {@code http://127.0.0.1:5000/warm-up/}.
 *
 * <p>A request's number tells its delay where delays differ, and what its answer contains.
 */
public final class Routes {
  static final String WARM_UP = "/warm-up/";
  static final String AT_ONCE = "/at-once/";
  static final String LOGIN = "login";
  static final String MEMBER = "member";
  static final String FILE = "file";
  static final String LIST = "list";
  static final String PAGE = "page";
  static final String TOLD = "told";

  private Routes() {}

  /** A base below which {@link SlowServer#BODY} is answered without any delay. */
  public static URI atOnce(URI server) {
    return server.resolve(AT_ONCE);
  }

  /** Answers {@link SlowServer#BODY}; always after the median delay. */
  public static URI hello(URI base) {
    return base;
  }

  /** Answers {@link SlowServer#BODY}. */
  public static URI hello(URI base, int request) {
    return base.resolve("?request=" + request);
  }

  /** Answers {@link SlowServer#BODY} to a POST, with a new session in {@link SlowServer#COOKIE}. */
  public static URI login(URI base, int request) {
    return base.resolve(LOGIN + "?request=" + request);
  }

  /** Answers {@link SlowServer#BODY} within a session, else status 401. */
  public static URI member(URI base, int request) {
    return base.resolve(MEMBER + "?request=" + request);
  }

  /** Answers {@link Contents#file}. */
  public static URI file(URI base, int request, int bytes) {
    return base.resolve(FILE + "?request=" + request + "&bytes=" + bytes);
  }

  /**
   * Answers an HTML page with relative links to {@code pages} pages, whose numbers follow its own.
   */
  public static URI list(URI base, int request, int pages) {
    return base.resolve(LIST + "?request=" + request + "&pages=" + pages);
  }

  /**
   * Answers as the script says, by the number of the request, for which the address has {@code
   * %7Brequest%7D}.
   *
   * @param group letters and digits that no other group of requests has
   */
  public static URI told(URI base, String group, Script script) {
    return base.resolve(
        "%s?group=%s&script=%s&request=%%7Brequest%%7D".formatted(TOLD, group, script.text()));
  }
}
