package dev.fanout.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.common.Json;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServlet;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;

/**
 * {@code GET} tells the {@link Load} as JSON, {@code DELETE} resets it; both need the token, so
 * that no other program and no web page can disturb a measurement.
 */
final class LoadServlet extends HttpServlet {
  /** Where WireMock would have its own administration, which can do all that this process can. */
  static final String CONTEXT = "/__admin";

  static final String PATH = "/load";
  private static final String TOKEN = "token";

  private final transient LoadCounter counter;
  private final byte[] token;

  LoadServlet(LoadCounter counter, String token) {
    this.counter = counter;
    this.token = token.getBytes(UTF_8);
  }

  /** The address of the load at the server with that base. */
  static URI address(URI base, String token) {
    return base.resolve(CONTEXT + PATH + "?" + TOKEN + "=" + token);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String given = request.getParameter(TOKEN);
    if (given == null || !MessageDigest.isEqual(given.getBytes(UTF_8), token)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    super.service(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(Json.toByteArray(counter.load()));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    counter.reset();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
