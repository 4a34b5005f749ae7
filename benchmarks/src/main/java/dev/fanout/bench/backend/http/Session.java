package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.answer.Greeting;
import dev.fanout.bench.backend.http.answer.Login;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Workload;
import dev.fanout.server.Routes;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A login, then the rest with its cookie. */
final class Session implements Workload {
  private final Specification specification;
  private final HttpBackend server;
  private volatile @Nullable String cookie;

  Session(Specification specification, HttpBackend server) {
    this.specification = specification;
    this.server = server;
  }

  @Override
  public Specification specification() {
    return specification;
  }

  @Override
  public HttpCall call(int request, @Nullable String fact) {
    if (request == 0) {
      URI login = Routes.login(server.url(), request);
      return new HttpCall(Method.POST, login, null, server.timeout(), new Login());
    }
    URI member = Routes.member(server.url(), request);
    return new HttpCall(Method.GET, member, fact, server.timeout(), new Greeting());
  }

  @Override
  public @Nullable String fact(int request) {
    return cookie;
  }

  @Override
  public void found(int request, String found) {
    cookie = found;
  }
}
