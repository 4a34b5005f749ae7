package dev.fanout.server;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;

/** What a request's address asks for. */
final class Query {
  private static final int LAST_REQUEST = 999_999_999;

  private Query() {}

  /** The last part of the path, such as {@code login}; empty for the base itself. */
  static String route(Request request) {
    String path = request.getUrl().split("\\?", 2)[0];
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The request's own number. */
  static int request(Request request) {
    return number(request, "request", 0, LAST_REQUEST);
  }

  /**
   * The number of that name.
   *
   * @throws IllegalArgumentException if it is missing, no whole number or out of range
   */
  static int number(Request request, String name, int least, int most) {
    QueryParameter parameter = request.queryParameter(name);
    if (!parameter.isPresent()) {
      throw new IllegalArgumentException(
          "%s is missing: give a whole number from %d to %d".formatted(name, least, most));
    }
    String text = parameter.firstValue();
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s=%s is not a whole number from %d to %d".formatted(name, text, least, most));
    }
    return number;
  }
}
