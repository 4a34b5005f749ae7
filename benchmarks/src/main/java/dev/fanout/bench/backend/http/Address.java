package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.MaskedText;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The address of a server, which may contain a password or a key.
 *
 * <p>As text it is masked, so that it can be printed and recorded; only what makes calls takes the
 * true form.
 *
 * @param trueForm with its secrets
 */
public record Address(URI trueForm) implements Endpoint {
  private static final Pattern BETWEEN_PARAMETERS = Pattern.compile("&");

  /**
   * Reads an address in its true form.
   *
   * @throws IllegalArgumentException if it is not an address; the message is masked
   */
  public static Address of(String trueForm) {
    try {
      return new Address(URI.create(trueForm));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not an address".formatted(MaskedText.ofAddress(trueForm)));
    }
  }

  /** Whether calls go by TLS. */
  public boolean isSecure() {
    return "https".equals(trueForm.getScheme());
  }

  @Override
  public String backend() {
    return HttpType.KEY;
  }

  @Override
  public String workload() {
    return WorkloadKind.GET.key();
  }

  @Override
  public Optional<String> host() {
    return Optional.of(trueForm.getHost());
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(HttpBackend.URL, trueForm.toString());
  }

  @Override
  public Optional<String> obstacle(String client) {
    return ClientLimit.forbidding(client, trueForm)
        .map(limit -> limit.client() + " " + limit.says());
  }

  @Override
  public String mask(String text) {
    return MaskedText.of(Secrets.of(secrets()).mask(text.replace(trueForm.toString(), toString())));
  }

  private Stream<String> secrets() {
    return Stream.of(trueForm, URI.create(trueForm.toASCIIString()))
        .flatMap(uri -> Stream.concat(ofUser(uri), ofQuery(uri)))
        .filter(raw -> !raw.equals(RequestForm.NUMBER_ENCODED)) // which alone is no secret
        .flatMap(raw -> Stream.of(raw, decoded(raw), decoded(raw.replace("+", "%2B"))));
  }

  private static Stream<String> ofUser(URI uri) {
    String user = Objects.requireNonNullElse(uri.getRawUserInfo(), "");
    byte[] sent = decoded(user.replace("+", "%2B")).getBytes(UTF_8);
    String header = Base64.getEncoder().encodeToString(sent);
    return Stream.concat(Stream.of(user, header), Stream.of(user.split(":", 2)));
  }

  private static Stream<String> ofQuery(URI uri) {
    return BETWEEN_PARAMETERS
        .splitAsStream(Objects.requireNonNullElse(uri.getRawQuery(), ""))
        .map(parameter -> parameter.substring(parameter.indexOf('=') + 1));
  }

  private static String decoded(String raw) {
    return URLDecoder.decode(raw, UTF_8);
  }

  @Override
  public String toString() {
    return MaskedText.ofAddress(trueForm.toString())
        .replace(RequestForm.NUMBER_ENCODED, RequestForm.NUMBER);
  }
}
