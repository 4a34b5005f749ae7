package dev.fanout.server;

import java.io.IOException;
import wiremock.jakarta.servlet.AsyncContext;
import wiremock.jakarta.servlet.AsyncEvent;
import wiremock.jakarta.servlet.AsyncListener;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;
import wiremock.org.eclipse.jetty.server.HttpConnection;

/**
 * Counts each request but the warm-up's from its arrival until its answer has been written.
 *
 * <p>A servlet filter, since WireMock's own listeners report an asynchronous response as sent when
 * its delay begins.
 */
final class LoadFilter implements Filter {
  private final LoadCounter counter;

  LoadFilter(LoadCounter counter) {
    this.counter = counter;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    if (http.getRequestURI().startsWith(Routes.WARM_UP)) {
      chain.doFilter(request, response);
      return;
    }
    counter.began(HttpConnection.getCurrentConnection().getMessagesIn() == 1);
    var counted = new CountedRequest(http);
    try {
      chain.doFilter(counted, response);
    } finally {
      if (!counted.asynchronous) {
        counter.ended();
      }
    }
  }

  /** Listens from the moment the response turns asynchronous, before it could complete unseen. */
  private final class CountedRequest extends HttpServletRequestWrapper {
    private boolean asynchronous;

    CountedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public AsyncContext startAsync() {
      AsyncContext context = super.startAsync();
      context.addListener(new EndOfResponse());
      asynchronous = true;
      return context;
    }
  }

  private final class EndOfResponse implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      counter.ended();
    }

    // A response that timed out or failed is completed too, and counted there.
    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
