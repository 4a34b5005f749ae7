package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.answer.Greeting;
import dev.fanout.bench.backend.http.answer.LinkList;
import dev.fanout.bench.backend.http.answer.Login;
import dev.fanout.bench.backend.http.answer.TitledPage;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Workload;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the requests of one shot ask an HTTP server for; a class for each kind of workload. */
abstract class HttpWorkload implements Workload {
  final Specification specification;
  final HttpBackend server;

  HttpWorkload(Specification specification, HttpBackend server) {
    this.specification = specification;
    this.server = server;
  }

  /** The workload that the specification asks for. */
  static HttpWorkload of(Specification shot, HttpBackend server) {
    return switch (shot.work().kind()) {
      case HELLO, STAGED -> new Hello(shot, server);
      case SESSION -> new Session(shot, server);
      case DOWNLOAD -> new Download(shot, server, null);
      case CRAWL -> new Crawl(shot, server);
      case GET, REQUEST -> new Own(shot, server);
      case CALL, REDIS, MARIADB ->
          throw new IllegalArgumentException(
              "the workload %s is not asked of an HTTP server".formatted(shot.work().kind().key()));
    };
  }

  @Override
  public final Specification specification() {
    return specification;
  }

  /** The slow answer, N times. */
  private static final class Hello extends HttpWorkload {
    Hello(Specification specification, HttpBackend server) {
      super(specification, server);
    }

    @Override
    public HttpCall call(int request, @Nullable String fact) {
      boolean alike = specification.work().delay().isFixed();
      URI url = alike ? server.url() : Routes.hello(server.url(), request);
      return HttpCall.get(url, server.timeout(), new Greeting());
    }
  }

  /** A request of the user's own, N times. */
  private static final class Own extends HttpWorkload {
    private final RequestForm.Calls calls;

    Own(Specification specification, HttpBackend server) {
      super(specification, server);
      RequestForm form = server.form();
      calls = form.calls(server.url(), server.timeout(), form.answers(server.own()::mask));
    }

    @Override
    public HttpCall call(int request, @Nullable String fact) {
      return calls.of(request);
    }
  }

  /** A login, then the rest with its cookie. */
  private static final class Session extends HttpWorkload {
    private volatile @Nullable String cookie;

    Session(Specification specification, HttpBackend server) {
      super(specification, server);
    }

    @Override
    public HttpCall call(int request, @Nullable String fact) {
      if (request == 0) {
        URI login = Routes.login(server.url(), request);
        return new HttpCall(Method.POST, login, List.of(), server.timeout(), new Login());
      }
      URI member = Routes.member(server.url(), request);
      List<RequestHeader> headers =
          fact == null ? List.of() : List.of(new RequestHeader("Cookie", fact));
      return new HttpCall(Method.GET, member, headers, server.timeout(), new Greeting());
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

  /** A page of links, then the pages that it leads to, their titles parsed out. */
  private static final class Crawl extends HttpWorkload {
    private final long tokens; // of CPU time that each page costs
    private volatile List<String> links = List.of();

    Crawl(Specification specification, HttpBackend server) {
      super(specification, server);
      tokens = Long.parseLong(specification.prepared());
    }

    @Override
    public HttpCall call(int request, @Nullable String fact) {
      if (request == 0) {
        int pages = specification.work().requests() - 1;
        URI list = Routes.list(server.url(), request, pages);
        return HttpCall.get(list, server.timeout(), new LinkList(list.toString(), pages));
      }
      return HttpCall.get(
          URI.create(Objects.requireNonNull(fact)),
          server.timeout(),
          new TitledPage(Contents.title(request), tokens));
    }

    /** The link to its page. */
    @Override
    public @Nullable String fact(int request) {
      return request == 0 ? null : links.get(request - 1);
    }

    @Override
    public void found(int request, String found) {
      links = found.lines().toList();
    }
  }
}
