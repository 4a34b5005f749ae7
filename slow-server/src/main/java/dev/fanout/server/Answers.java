package dev.fanout.server;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Cookie;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Gives a numbered request its delay, and its contents where they are not the stub's own.
 *
 * <p>A transformer of responses and not of their definitions, since the body of a definition would
 * be in memory for as long as the delay lasts.
 */
final class Answers implements ResponseTransformerV2 {
  private static final int LAST_REQUEST = 999_999_999;
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_PAGES = 100_000;

  private final String base;
  private final IntFunction<Duration> delays;
  private final Set<String> sessions;
  private final Runnable onLogin;

  /**
   * The answers beneath a base.
   *
   * @param base is the name of this transformer too
   * @param delays of requests by number
   * @param sessions those that are open; used by many threads
   * @param onLogin told that one was opened
   */
  Answers(String base, IntFunction<Duration> delays, Set<String> sessions, Runnable onLogin) {
    this.base = base;
    this.delays = delays;
    this.sessions = sessions;
    this.onLogin = onLogin;
  }

  @Override
  public String getName() {
    return base;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public Response transform(Response stub, ServeEvent event) {
    try {
      Request request = event.getRequest();
      int number = number(request, "request", 0, LAST_REQUEST);
      if (last(request).equals(Routes.TOLD)) {
        return told(number, request, stub).build();
      }
      return contents(number, request, stub)
          .incrementInitialDelay(delays.apply(number).toMillis())
          .build();
    } catch (IllegalArgumentException e) {
      return Response.Builder.like(stub)
          .status(400)
          .headers(HttpHeaders.noHeaders())
          .body(e.getMessage())
          .build();
    }
  }

  private Response.Builder contents(int number, Request request, Response stub) {
    Response.Builder answer = Response.Builder.like(stub);
    return switch (last(request)) {
      case Routes.LOGIN -> answer.headers(stub.getHeaders().plus(login()));
      case Routes.MEMBER ->
          isMember(request) ? answer : answer.status(401).body("no session: log in first");
      case Routes.FILE -> {
        int bytes = number(request, "bytes", 1, MOST_BYTES);
        var length = new HttpHeader("Content-Length", Integer.toString(bytes));
        yield answer
            .headers(stub.getHeaders().plus(length))
            .body(() -> Contents.stream(number, bytes));
      }
      case Routes.LIST -> answer.body(Pages.list(number, number(request, "pages", 0, MOST_PAGES)));
      case Routes.PAGE -> answer.body(Pages.page(number));
      default -> answer;
    };
  }

  /** The last part of the path. */
  private static String last(Request request) {
    String path = request.getUrl().split("\\?", 2)[0];
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Response.Builder told(int number, Request request, Response stub) {
    QueryParameter script = request.queryParameter("script");
    if (!script.isPresent()) {
      throw new IllegalArgumentException("script is missing, such as 7x50-ok_1x50-reset");
    }
    Script.Part part = Script.parse(script.firstValue()).part(number);
    return part.fate()
        .apply(Response.Builder.like(stub).incrementInitialDelay(part.delay().toMillis()));
  }

  private HttpHeader login() {
    onLogin.run();
    String session = UUID.randomUUID().toString();
    sessions.add(session);
    return new HttpHeader(
        "Set-Cookie", "%s=%s; Path=/; HttpOnly".formatted(SlowServer.COOKIE, session));
  }

  private boolean isMember(Request request) {
    Cookie cookie = request.getCookies().getOrDefault(SlowServer.COOKIE, Cookie.absent());
    return cookie.isPresent() && sessions.contains(cookie.getValue());
  }

  private static int number(Request request, String name, int least, int most) {
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
