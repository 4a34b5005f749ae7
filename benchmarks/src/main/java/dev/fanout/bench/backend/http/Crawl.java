package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.answer.LinkList;
import dev.fanout.bench.backend.http.answer.TitledPage;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Workload;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page of links, then the pages that it leads to, their titles parsed out. */
final class Crawl implements Workload {
  private final Specification specification;
  private final HttpBackend server;
  private final long tokens;
  private volatile List<String> links = List.of();

  /**
   * A crawl.
   *
   * @param specification in which the tokens of CPU time were prepared that each page costs
   */
  Crawl(Specification specification, HttpBackend server) {
    this.specification = specification;
    this.server = server;
    tokens = Long.parseLong(specification.prepared());
  }

  @Override
  public Specification specification() {
    return specification;
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
