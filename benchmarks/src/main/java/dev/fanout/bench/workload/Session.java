package dev.fanout.bench.workload;

import dev.fanout.bench.answer.Greeting;
import dev.fanout.bench.answer.Login;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.SlowCall.Method;
import dev.fanout.server.Routes;
import org.jspecify.annotations.Nullable;

/** A login, then the rest with its cookie. */
final class Session implements Workload {
  private final Destination server;
  private volatile @Nullable String cookie;

  Session(Destination server) {
    this.server = server;
  }

  @Override
  public SlowCall call(int request) {
    return request == 0
        ? new SlowCall(
            Method.POST, Routes.login(server.url(), request), null, server.timeout(), new Login())
        : new SlowCall(
            Method.GET,
            Routes.member(server.url(), request),
            cookie,
            server.timeout(),
            new Greeting());
  }

  @Override
  public void found(int request, String found) {
    cookie = found;
  }
}
