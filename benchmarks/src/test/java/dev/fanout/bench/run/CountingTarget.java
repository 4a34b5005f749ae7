package dev.fanout.bench.run;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.server.Load;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A server that counts, and that can end like a process; {@link OwnServer} answers for it. */
final class CountingTarget implements Target {
  private final OwnServer server;
  private final String describes;
  private @Nullable Served served;
  private boolean gone;

  CountingTarget(OwnServer server, String describes) {
    this.server = server;
    this.describes = describes;
  }

  /** What it says until it is asked to count again. */
  void hasServed(long requests) {
    served = new Served.Counted(new Load(requests, 0, 1, 0, 0, 0, null));
  }

  /** It has ended. */
  void end() {
    gone = true;
  }

  @Override
  public Address endpoint() {
    return Address.of(server.url());
  }

  @Override
  public String describes() {
    return describes;
  }

  @Override
  public void resetLoad(long seed) throws IOException {
    if (gone) {
      throw new IOException("the slow server has ended");
    }
    served = null;
    server.forgetPeak();
  }

  @Override
  public Served served() {
    if (gone) {
      return new Served.Gone();
    }
    return served != null
        ? served
        : new Served.Counted(new Load(0, 0, server.peak(), 0, 0, 0, null));
  }

  @Override
  public void close() {}
}
