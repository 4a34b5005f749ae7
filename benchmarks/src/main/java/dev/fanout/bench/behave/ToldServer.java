package dev.fanout.bench.behave;

import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.OwnCall;
import dev.fanout.bench.backend.http.RequestForm;
import dev.fanout.bench.backend.http.Trust;
import dev.fanout.bench.backend.http.answer.Statuses;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.server.LoadClient;
import dev.fanout.server.Routes;
import dev.fanout.server.Script;
import dev.fanout.server.SlowServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A slow server that is told what becomes of each request.
 *
 * @param url its base
 * @param seen asks it what it has seen
 */
record ToldServer(URI url, LoadClient seen) implements AutoCloseable {
  private static final RequestForm GREETED =
      new RequestForm(
          Method.GET,
          List.of(),
          "",
          List.of(),
          Statuses.SUCCESS,
          Pattern.compile(SlowServer.BODY),
          new Trust.Jdk());

  /** Opens it for a group of requests, of which each waits so long for its answer. */
  OpenBackend open(String group, Script script, Duration timeout) {
    var call = new OwnCall(new Address(Routes.told(url, group, script)), GREETED);
    return BackendType.of(call.backend())
        .open(new Opening(call.backend(), call.settings(), timeout));
  }

  @Override
  public void close() {
    seen.close();
  }
}
