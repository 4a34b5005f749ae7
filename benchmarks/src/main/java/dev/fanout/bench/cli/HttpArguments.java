package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.OwnCall;
import dev.fanout.bench.backend.http.RequestForm;
import dev.fanout.bench.backend.http.RequestHeader;
import dev.fanout.bench.backend.http.Trust;
import dev.fanout.bench.backend.http.answer.Statuses;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.measurement.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a request to an HTTP server of the user's own, with the habits of curl. */
final class HttpArguments {
  private static final int LARGEST_FILE = 8 << 20;
  private static final String FORM = "application/x-www-form-urlencoded";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A server of your own to call; no slow server is then started. {request} in address,"
              + " header values or data is the request's number.")
  @Nullable Address url;

  @Option(
      names = {"-X", "--request-method"},
      paramLabel = "METHOD",
      description = "Of a call of --url (default: GET; with --data POST).")
  @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "HEADER",
      description = "A header of a call of --url, such as 'Accept: text/plain'; repeatable.")
  List<String> headers = new ArrayList<>();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DATA",
      description =
          "The body of a call of --url, or @FILE to read it from there; form data, unless a header"
              + " Content-Type says otherwise.")
  @Nullable String data;

  @Option(
      names = "--expect-status",
      paramLabel = "STATUS",
      description =
          "The statuses of right answers of --url, such as 200,204 or 200-299 (default: 2xx).")
  @Nullable String statuses;

  @Option(
      names = "--expect-body",
      paramLabel = "REGEX",
      description = "A regular expression that is found in the body of a right answer of --url.")
  @Nullable String text;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Certificates of the authorities that are trusted to sign that of --url.")
  @Nullable String authorities;

  @Option(names = "--insecure", description = "Trust any certificate of --url.")
  boolean insecure;

  @Option(
      names = "--secret-header",
      paramLabel = "NAME",
      description =
          "A header whose value is masked wherever it would be written, as those of Authorization,"
              + " Cookie, Proxy-Authorization and X-Api-Key are; repeatable.")
  List<String> secretHeaders = new ArrayList<>();

  /**
   * The request that they name; absent where they name none.
   *
   * @throws RefusedException if they make no sense
   */
  @Nullable OwnCall call() {
    if (url == null) {
      requireNothing();
      return null;
    }
    List<RequestHeader> told = headers();
    String body = data == null ? "" : body(data);
    if (data != null && told.stream().noneMatch(header -> header.isNamed("Content-Type"))) {
      told.add(new RequestHeader("Content-Type", FORM));
    }
    return new OwnCall(
        url,
        new RequestForm(method(), told, body, secretHeaders(told), statuses(), text(), trust(url)));
  }

  private void requireNothing() {
    boolean given =
        method != null
            || !headers.isEmpty()
            || data != null
            || statuses != null
            || text != null
            || authorities != null
            || insecure
            || !secretHeaders.isEmpty();
    if (given) {
      throw new RefusedException(
          "--request-method, --header, --data, --expect-status, --expect-body, --cacert, --insecure"
              + " and --secret-header are about a call of --url: give that too, or leave them"
              + " out.");
    }
  }

  private Method method() {
    if (method == null) {
      return data == null ? Method.GET : Method.POST;
    }
    String asked = method.strip();
    Method found =
        Arrays.stream(Method.values())
            .filter(each -> each.name().equals(asked.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "--request-method '%s' is not one of %s."
                            .formatted(
                                asked,
                                Arrays.stream(Method.values())
                                    .map(Method::name)
                                    .collect(Collectors.joining(", ")))));
    if (data != null && !found.takesBody()) {
      throw new RefusedException(
          "--data gives a body, which not every client sends with %s: leave it out, or give another --request-method."
              .formatted(found));
    }
    return found;
  }

  private List<RequestHeader> headers() {
    var told = new ArrayList<RequestHeader>();
    for (String text : headers) {
      RequestHeader header = reading("--header", () -> RequestHeader.of(text));
      if (told.stream().anyMatch(other -> other.isNamed(header.name()))) {
        throw new RefusedException(
            "--header gives '%s' twice: join the two values with a comma, or with a semicolon for Cookie."
                .formatted(header.name()));
      }
      told.add(header);
    }
    return told;
  }

  private List<String> secretHeaders(List<RequestHeader> told) {
    for (String name : secretHeaders) {
      if (told.stream().noneMatch(header -> header.isNamed(name.strip()))) {
        throw new RefusedException(
            "--secret-header '%s' is not the name of a header that --header gives: correct the name."
                .formatted(name));
      }
    }
    return secretHeaders.stream().map(String::strip).toList();
  }

  private static String body(String data) {
    return data.startsWith("@")
        ? new String(read("--data", data.substring(1)), ISO_8859_1)
        : new String(data.getBytes(UTF_8), ISO_8859_1);
  }

  private Statuses statuses() {
    String given = statuses;
    return given == null
        ? Statuses.SUCCESS
        : reading("--expect-status", () -> Statuses.of(given.strip()));
  }

  private @Nullable Pattern text() {
    String given = text;
    try {
      return given == null ? null : Pattern.compile(given);
    } catch (PatternSyntaxException e) {
      throw new RefusedException(
          "--expect-body '%s' is not a regular expression: %s at character %d."
              .formatted(given, e.getDescription(), e.getIndex() + 1));
    }
  }

  private Trust trust(Address address) {
    String file = authorities;
    if (file == null && !insecure) {
      return new Trust.Jdk();
    }
    if (!address.isSecure()) {
      throw new RefusedException(
          "%s is about certificates, which an address with http has none of: give one with https, or leave it out."
              .formatted(insecure ? "--insecure" : "--cacert"));
    }
    if (file != null && insecure) {
      throw new RefusedException(
          "--insecure trusts any certificate, so that --cacert has no effect: leave one of them"
              + " out.");
    }
    if (file == null) {
      return new Trust.Anybody();
    }
    try {
      return Trust.Authorities.of(read("--cacert", file));
    } catch (CertificateException e) {
      throw new RefusedException(
          "--cacert '%s' is not a file with certificates in PEM or DER.".formatted(file));
    }
  }

  private static byte[] read(String option, String name) {
    try {
      Path file = Path.of(name);
      byte[] content = Files.readAllBytes(file);
      if (content.length > LARGEST_FILE) {
        throw new RefusedException(
            "%s '%s' has %d MiB, and %d MiB are accepted."
                .formatted(
                    option, name, Math.ceilDiv(content.length, 1 << 20), LARGEST_FILE >> 20));
      }
      return content;
    } catch (IOException | InvalidPathException e) {
      throw new RefusedException(
          "%s '%s' cannot be read (%s): name a file that is there."
              .formatted(option, PlainText.of(name), e.getClass().getSimpleName()));
    }
  }

  private static <T> T reading(String option, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new RefusedException("%s %s.".formatted(option, e.getMessage()));
    }
  }
}
