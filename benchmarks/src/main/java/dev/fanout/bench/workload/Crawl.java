package dev.fanout.bench.workload;

import dev.fanout.bench.answer.LinkList;
import dev.fanout.bench.answer.TitledPage;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.net.URI;
import java.util.List;

/** A page of links, then the pages that it leads to, their titles parsed out. */
final class Crawl implements Workload {
  private final Work work;
  private final Destination server;
  private final long tokens;
  private volatile List<String> links = List.of();

  Crawl(Work work, Destination server) {
    this.work = work;
    this.server = server;
    tokens = CpuTokens.worth(work.cpu());
  }

  @Override
  public SlowCall call(int request) {
    if (request == 0) {
      int pages = work.requests() - 1;
      URI list = Routes.list(server.url(), request, pages);
      return SlowCall.get(list, server.timeout(), new LinkList(list.toString(), pages));
    }
    return SlowCall.get(
        URI.create(links.get(request - 1)),
        server.timeout(),
        new TitledPage(Contents.title(request), tokens));
  }

  @Override
  public void found(int request, String found) {
    links = found.lines().toList();
  }
}
