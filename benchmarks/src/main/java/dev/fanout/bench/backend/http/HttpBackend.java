package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.http.HttpClientType.Way;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.CpuTokens;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.Workload;
import dev.fanout.bench.workload.WorkloadKind;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server, and how long to wait for it.
 *
 * @param url the server's slow answer; other routes lie below it
 * @param warmUpUrl its quick answer, to warm up on; absent if it has none
 * @param timeout how long a call may take, from connecting to the last byte; the same for all
 *     models
 * @param form how an address of the user's own is called, and whom to trust
 * @param folder to save files in; absent for a temporary one
 * @param version of HTTP, which each call must have
 */
public record HttpBackend(
    URI url,
    @Nullable URI warmUpUrl,
    Duration timeout,
    RequestForm form,
    @Nullable Path folder,
    HttpVersion version)
    implements OpenBackend {
  /** The setting that names the address. */
  static final String URL = "url";

  /** The setting that names the address of the quick answer. */
  static final String WARM_UP_URL = "warmUpUrl";

  static {
    // Sockets that a library opens would else obey socksProxyHost, whatever that library is told.
    ProxySelector.setDefault(null);
  }

  /**
   * Checks the addresses.
   *
   * @throws IllegalArgumentException if one is not in {@link NormalForm normal form}, in which
   *     alone all clients send the same, or they lead to two servers
   */
  public HttpBackend {
    requireNormal(url);
    if (warmUpUrl != null) {
      requireNormal(warmUpUrl);
      if (!origin(url).equals(origin(warmUpUrl))) {
        throw new IllegalArgumentException(
            "warmUpUrl is not an address of the server at '%s'".formatted(origin(url)));
      }
    }
  }

  /** A server without a quick answer, called by HTTP/1.1. */
  public HttpBackend(URI url, Duration timeout) {
    this(url, null, timeout, RequestForm.PLAIN, null, HttpVersion.HTTP_1_1);
  }

  /** That of an opening. */
  static HttpBackend of(Opening opening) {
    Map<String, String> settings = opening.settings();
    String warmUp = settings.get(WARM_UP_URL);
    String folder = settings.get(BackendType.FOLDER);
    return new HttpBackend(
        uri(Objects.requireNonNull(settings.get(URL), "no address was given")),
        warmUp == null ? null : uri(warmUp),
        opening.timeout(),
        RequestForm.of(settings),
        folder == null ? null : Path.of(folder),
        HttpVersion.of(settings.get(BackendType.HTTP_VERSION)));
  }

  private static URI uri(String trueForm) {
    return Address.of(trueForm).trueForm();
  }

  @Override
  public Opening opening() {
    var settings = new HashMap<>(own().settings());
    settings.put(BackendType.HTTP_VERSION, version.key());
    return new Opening(HttpType.KEY, settings, timeout);
  }

  /** The call that it was opened for. */
  OwnCall own() {
    return new OwnCall(new Address(url), form);
  }

  @Override
  public boolean hasQuickAnswer() {
    return warmUpUrl != null;
  }

  @Override
  public Destination warmUp() {
    return warmUpUrl == null ? this : at(warmUpUrl);
  }

  @Override
  public BlockingCalls blocking(int inFlight) {
    return OkHttp.blocking(inFlight, this);
  }

  @Override
  public BlockingCalls blocking(String client, int inFlight) {
    return HttpType.client(client, Way.BLOCKING).blocking(inFlight, this);
  }

  @Override
  public AsyncCalls async(String client, int inFlight) {
    return HttpType.client(client, Way.ASYNC).async(inFlight, this);
  }

  @Override
  public Optional<String> http2Obstacle() {
    return isHttp2() ? Http2Check.obstacle(this) : Optional.empty();
  }

  @Override
  public Workload begin(Work work) throws IOException {
    return work.kind() == WorkloadKind.DOWNLOAD
        ? Download.begin(work, this)
        : workload(
            new Specification(work, url.toString(), Long.toString(CpuTokens.worth(work.cpu()))));
  }

  @Override
  public Workload workload(Specification shot) {
    return HttpWorkload.of(shot, at(URI.create(shot.server())));
  }

  private HttpBackend at(URI other) {
    return new HttpBackend(other, null, timeout, form, folder, version);
  }

  /** Asks no library, since it runs in measured JVMs, before the clock does. */
  private static void requireNormal(URI url) {
    if (url.getHost() == null
        || url.getRawPath().isEmpty()
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null
        || url.toString().chars().anyMatch(c -> c >= 128)) {
      throw new IllegalArgumentException(
          "the address must have a host, a path and only ASCII characters, and neither a user name"
              + " nor a fragment");
    }
  }

  /** The server alone, without the parts of the address that may be secret. */
  private static URI origin(URI url) {
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return URI.create("%s://%s%s/".formatted(url.getScheme(), url.getHost(), port));
  }

  /** How clients trust the server, where that is not as the JDK does. */
  Optional<Tls> tls() {
    return isSecure() ? Tls.of(form.trust()) : Optional.empty();
  }

  /** Whether calls go by HTTP/2. */
  boolean isHttp2() {
    return version == HttpVersion.HTTP_2;
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
