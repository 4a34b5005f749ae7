package dev.fanout.bench.backend.http;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.http.answer.Answer;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webclient.api.ClientRequest;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.ConnectedSocketChannelInfo;
import io.helidon.webclient.api.ConnectedSocketInfo;
import io.helidon.webclient.api.ConnectionListener;
import io.helidon.webclient.api.HttpClient;
import io.helidon.webclient.api.HttpClientConfig;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http2.Http2Client;
import io.helidon.webclient.http2.StreamTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Helidon's client: blocking, and made for virtual threads. */
public final class HelidonHttp implements BlockingClient {
  private static final ScopedValue<Attempt> ATTEMPT = ScopedValue.newInstance();
  private static final int PIECE = 1 << 14;
  private static final byte[] NOTHING = {};

  private final HttpClient<?> client;
  private final boolean http2;

  private HelidonHttp(HttpClient<?> client, boolean http2) {
    this.client = client;
    this.http2 = http2;
  }

  /** An open client, which keeps a connection for each of {@code inFlight} requests. */
  public static HelidonHttp open(int inFlight, HttpBackend to) {
    if (to.isHttp2()) {
      return new HelidonHttp(http2(inFlight, to), true);
    }
    HttpClient<?> client =
        configured(Http1Client.builder(), inFlight, to)
            .connectionListener(new Connects())
            .protocolConfig(
                protocol ->
                    protocol
                        .maxStatusLineLength(HttpCall.LARGEST_HEAD) // by default 256
                        .maxHeaderSize(HttpCall.LARGEST_HEAD)) // by default 16 KiB
            .build();
    return new HelidonHttp(client, false);
  }

  /** In clear text HTTP/2 from the first byte on; by TLS the server says which it speaks. */
  private static HttpClient<?> http2(int inFlight, HttpBackend to) {
    return configured(Http2Client.builder(), inFlight, to)
        .protocolConfig(
            protocol ->
                protocol
                    .priorKnowledge(!to.isSecure())
                    .maxHeaderListSize(HttpCall.LARGEST_HEAD)) // by default 8 KiB
        .build();
  }

  private static <B extends HttpClientConfig.BuilderBase<B, ?>> B configured(
      B builder, int inFlight, HttpBackend to) {
    to.tls().ifPresent(tls -> builder.tls(trusting(tls)));
    ServerAddress.chosen(to)
        .ifPresentOrElse(
            address -> builder.dnsResolver((_, _) -> address),
            () -> {
              if (to.isSecure()) {
                builder.dnsResolver((host, _) -> named(host));
              }
            });
    return builder
        .shareConnectionCache(false) // by default one cache for the whole JVM
        .connectionCacheSize(inFlight) // by default 256
        .connectTimeout(to.timeout())
        .readTimeout(to.timeout())
        .followRedirects(false)
        .proxy(Proxy.noProxy());
  }

  /** The address with the host as its name, or that of an IP address would be looked up. */
  private static InetAddress named(String host) {
    try {
      return InetAddress.getByAddress(host, InetAddress.getByName(host).getAddress());
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static io.helidon.common.tls.Tls trusting(Tls tls) {
    return io.helidon.common.tls.Tls.builder()
        .sslContext(tls.context())
        .endpointIdentificationAlgorithm(
            tls.trustsAnybody()
                ? io.helidon.common.tls.Tls.ENDPOINT_IDENTIFICATION_NONE
                : io.helidon.common.tls.Tls.ENDPOINT_IDENTIFICATION_HTTPS)
        .build();
  }

  @Override
  public Answer send(HttpCall call, long deadline) throws IOException {
    var attempt = new Attempt(deadline, !http2);
    try {
      return ScopedValue.where(ATTEMPT, attempt).call(() -> once(call, attempt));
    } catch (UncheckedIOException e) {
      boolean closed =
          e.getCause() instanceof SocketException
              && !(e.getCause() instanceof ConnectException)
              && !(e.getCause() instanceof NoRouteToHostException);
      throw closed && attempt.mayRepeat(call) ? new StaleConnectionException(e) : e.getCause();
    } catch (StreamTimeoutException e) {
      throw new SocketTimeoutException(e.getMessage());
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw attempt.mayRepeat(call)
          ? new StaleConnectionException(e)
          : new IOException("the server closed the connection before the answer ended", e);
    }
  }

  private Answer once(HttpCall call, Attempt attempt) throws IOException {
    ClientRequest<?> request =
        client
            .method(Method.create(call.method().name()))
            .skipUriEncoding(true)
            .uri(address(call.url()));
    request.header(HeaderNames.USER_AGENT, HttpCall.USER_AGENT);
    for (RequestHeader header : call.headers()) {
      request.header(HeaderNames.create(header.name()), header.value());
    }
    try (var response = call.body().length == 0 ? request.request() : request.submit(call.body())) {
      attempt.answered = true;
      if (response.status().family() == Status.Family.INFORMATIONAL) {
        throw new IOException(
            "Helidon takes the interim answer %d for the answer"
                .formatted(response.status().code()));
      }
      return new Answer(
          response.status().code(),
          response.headers().first(HeaderNames.SET_COOKIE).orElse(null),
          call.method() == HttpCall.Method.HEAD ? NOTHING : body(response, attempt));
    }
  }

  /**
   * The address with its query as one parameter, since Helidon sorts parameters, and joins those of
   * one name.
   *
   * @throws IOException if Helidon would send something else all the same
   */
  private static ClientUri address(URI url) throws IOException {
    if (ClientLimit.HELIDON_TARGET.forbids(url)) {
      throw new IOException("Helidon " + ClientLimit.HELIDON_TARGET.says());
    }
    var address =
        ClientUri.create()
            .scheme(url.getScheme())
            .host(url.getHost())
            .port(HttpBackend.portOf(url))
            .path(url.getRawPath());
    String query = url.getRawQuery();
    if (query != null) {
      String[] parts = query.split("=", 2);
      address.writeableQuery().set(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
    }
    return address;
  }

  private static byte[] body(HttpClientResponse response, Attempt attempt) throws IOException {
    if (response.status().equals(Status.NOT_MODIFIED_304)) {
      return new byte[0]; // it has none, and Helidon would wait for it
    }
    if (!response.entity().hasEntity()) {
      if (response.headers().contentLength().orElse(0) > 0
          && response.headers().contains(HeaderNames.UPGRADE)) {
        throw new IOException("Helidon reads no body of an answer with the header Upgrade");
      }
      return new byte[0];
    }
    InputStream in = response.inputStream();
    if (response.headers().containsToken(HeaderValues.TRANSFER_ENCODING_CHUNKED)) {
      byte[] body = attempt.readAll(in);
      response.trailers(); // else they are taken for the next answer
      return body;
    }
    return response.headers().contentLength().isPresent()
        ? attempt.readAll(in)
        : attempt.readUntilClosed(in);
  }

  @Override
  public void close() {
    client.closeResource();
  }

  /** What became of one attempt of a call. */
  private static final class Attempt {
    private boolean connected;
    private boolean answered;
    private final boolean repeats;
    private final long deadline;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Attempt(long deadline, boolean repeats) {
      this.deadline = deadline;
      this.repeats = repeats;
    }

    /** Only a GET or HEAD, if it went out on a kept connection. */
    boolean mayRepeat(HttpCall call) {
      return repeats && call.isSafe() && !connected && !answered;
    }

    byte[] readAll(InputStream in) throws IOException {
      var piece = new byte[PIECE];
      for (int read = in.read(piece); read != -1; read = in.read(piece)) {
        if (System.nanoTime() - deadline > 0) {
          throw new SocketTimeoutException(); // Helidon's own time-out begins again with each read
        }
        body.write(piece, 0, read);
      }
      return body.toByteArray();
    }

    /** Helidon's stream ends such a body with an exception. */
    byte[] readUntilClosed(InputStream in) throws IOException {
      try {
        return readAll(in);
      } catch (DataReader.InsufficientDataAvailableException theServerClosed) {
        return body.toByteArray(); // so it is complete
      }
    }
  }

  /** Notes each new connection in the attempt that needed it. */
  private static final class Connects implements ConnectionListener {
    @Override
    public void socketConnected(ConnectedSocketInfo info) {
      ATTEMPT.get().connected = true;
    }

    @Override
    public void socketChannelConnected(ConnectedSocketChannelInfo info) {
      ATTEMPT.get().connected = true;
    }
  }

  /** Helidon's client. */
  @AutoService(HttpClientType.class)
  public static final class Type extends HttpClientType {
    /** Found by its class. */
    public Type() {
      super("helidon", Way.BLOCKING);
    }

    @Override
    BlockingClient blocking(int inFlight, HttpBackend to) {
      return HelidonHttp.open(inFlight, to);
    }
  }
}
