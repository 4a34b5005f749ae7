package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.workload.CpuTokens;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.Workload;
import dev.fanout.bench.workload.WorkloadKind;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * An HTTP server, and how long to wait for it.
 *
 * @param url the server's slow answer; other routes lie below it
 * @param timeout how long a call may take, from connecting to the last byte; the same for all
 *     models
 */
public record HttpBackend(URI url, Duration timeout) implements Backend, Destination {
  static {
    // Sockets that a library opens would else obey socksProxyHost, whatever that library is told.
    ProxySelector.setDefault(null);
  }

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is not in {@link NormalForm normal form}, in which alone
   *     all clients send the same
   */
  public HttpBackend {
    if (!isNormal(url)) {
      throw new IllegalArgumentException(
          "the address must have a host, a path and only ASCII characters, and neither a user name"
              + " nor a fragment");
    }
  }

  /** That of an address. */
  public static HttpBackend at(Address address, Duration timeout) {
    return new HttpBackend(address.trueForm(), timeout);
  }

  /** What {@link #arguments} of another JVM lead to: enough to open clients, not to make calls. */
  public static HttpBackend of(List<String> arguments) {
    return new HttpBackend(
        URI.create(arguments.get(0)), Duration.ofMillis(Long.parseLong(arguments.get(1))));
  }

  /** The server alone: calls bring their addresses, which may contain a secret. */
  @Override
  public List<String> arguments() {
    return List.of(origin().toString(), Long.toString(timeout.toMillis()));
  }

  @Override
  public BlockingCalls blocking(int inFlight) {
    return OkHttp.blocking(inFlight, this);
  }

  @Override
  public BlockingCalls blocking(String client, int inFlight) {
    return HttpClients.blocking(client, inFlight, this);
  }

  @Override
  public AsyncCalls async(String client, int inFlight) {
    return HttpClients.async(client, inFlight, this);
  }

  @Override
  public Workload begin(Work work) throws IOException {
    return work.kind() == WorkloadKind.DOWNLOAD
        ? Download.begin(work, this)
        : workload(
            new Specification(work, url.toString(), Long.toString(CpuTokens.worth(work.cpu()))));
  }

  /** The same workload as that of the JVM which wrote the specification. */
  public Workload workload(Specification shot) {
    return HttpWorkload.of(shot, new HttpBackend(URI.create(shot.server()), timeout));
  }

  /** Asks no library, since it runs in measured JVMs, before the clock does. */
  private static boolean isNormal(URI url) {
    return url.getHost() != null
        && !url.getRawPath().isEmpty()
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.toString().chars().allMatch(c -> c < 128);
  }

  /**
   * Checks that another address leads to the same server, the only one that its clients connect to.
   *
   * @throws IllegalArgumentException if it does not, which begins with that name
   */
  public void requireSameServer(String name, HttpBackend other) {
    if (!origin().equals(other.origin())) {
      throw new IllegalArgumentException(
          "%s is not an address of the server at '%s'".formatted(name, origin()));
    }
  }

  /** The server alone, without the parts of the address that may be secret. */
  private URI origin() {
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return URI.create("%s://%s%s/".formatted(url.getScheme(), url.getHost(), port));
  }

  /** Whether calls go by TLS. */
  boolean isSecure() {
    return isSecure(url);
  }

  private static boolean isSecure(URI url) {
    return url.getScheme().equals("https");
  }

  /** The port, whether or not the address names it. */
  int port() {
    return portOf(url);
  }

  /** The port of an address, whether or not it names one. */
  static int portOf(URI url) {
    int usual = isSecure(url) ? 443 : 80;
    return url.getPort() == -1 ? usual : url.getPort();
  }
}
