package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.answer.AnswerHandler;
import dev.fanout.bench.backend.http.answer.ExpectedAnswer;
import dev.fanout.bench.backend.http.answer.Statuses;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an address of the user's own is called, and which answers are right.
 *
 * @param headers those to send beside what each client must
 * @param body its bytes, a character each
 * @param secretHeaders the names of those whose values must not be seen, beside the usual ones
 * @param text what the body of a right answer has somewhere; absent if it may be anything
 */
public record RequestForm(
    Method method,
    List<RequestHeader> headers,
    String body,
    List<String> secretHeaders,
    Statuses statuses,
    @Nullable Pattern text,
    Trust trust) {
  /** What stands for the number of the request. */
  static final String NUMBER = "{request}";

  /** How an address has it. */
  static final String NUMBER_ENCODED = "%7Brequest%7D";

  /** A GET. */
  public static final RequestForm PLAIN =
      new RequestForm(
          Method.GET, List.of(), "", List.of(), Statuses.SUCCESS, null, new Trust.Jdk());

  private static final String METHOD = "method";
  private static final String HEADER = "header.";
  private static final String BODY = "body";
  private static final String SECRET_HEADER = "secretHeader.";
  private static final String STATUSES = "statuses";
  private static final String TEXT = "text";

  private static final List<String> SECRET =
      List.of("Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key");

  /** Copies the lists. */
  public RequestForm {
    headers = List.copyOf(headers);
    secretHeaders = List.copyOf(secretHeaders);
  }

  /** That of settings; where they name none, a GET. */
  static RequestForm of(Map<String, String> settings) {
    if (!settings.containsKey(METHOD)) {
      return PLAIN;
    }
    String text = settings.get(TEXT);
    return new RequestForm(
        Method.valueOf(settings.get(METHOD)),
        listed(settings, HEADER).stream().map(RequestHeader::of).toList(),
        Objects.requireNonNull(settings.get(BODY)),
        listed(settings, SECRET_HEADER),
        Statuses.of(Objects.requireNonNull(settings.get(STATUSES))),
        text == null ? null : Pattern.compile(text),
        Trust.of(settings));
  }

  private static List<String> listed(Map<String, String> settings, String name) {
    var all = new ArrayList<String>();
    for (String each = settings.get(name + 0);
        each != null;
        each = settings.get(name + all.size())) {
      all.add(each);
    }
    return all;
  }

  /** What a JVM needs to be told of it. */
  Map<String, String> settings() {
    var settings = new HashMap<>(trust.settings());
    settings.put(METHOD, method.name());
    for (int i = 0; i < headers.size(); i++) {
      settings.put(HEADER + i, headers.get(i).name() + ": " + headers.get(i).value());
    }
    for (int i = 0; i < secretHeaders.size(); i++) {
      settings.put(SECRET_HEADER + i, secretHeaders.get(i));
    }
    settings.put(BODY, body);
    settings.put(STATUSES, statuses.text());
    if (text != null) {
      settings.put(TEXT, text.pattern());
    }
    return Map.copyOf(settings);
  }

  /** The headers whose values must not be seen. */
  List<RequestHeader> secrets() {
    return headers.stream()
        .filter(
            header ->
                SECRET.stream().anyMatch(header::isNamed)
                    || secretHeaders.stream().anyMatch(header::isNamed))
        .toList();
  }

  /** What is made of the answers of a shot. */
  AnswerHandler answers(UnaryOperator<String> mask) {
    return new ExpectedAnswer(statuses, text, mask);
  }

  /** The calls of a shot to that address, by the number of the request. */
  Calls calls(URI address, Duration timeout, AnswerHandler answers) {
    boolean alike =
        !address.toString().contains(NUMBER_ENCODED)
            && !body.contains(NUMBER)
            && headers.stream().noneMatch(header -> header.value().contains(NUMBER));
    return new Calls(
        this, address, timeout, answers, alike ? call(address, 0, timeout, answers) : null);
  }

  private HttpCall call(URI address, int request, Duration timeout, AnswerHandler answers) {
    String number = Integer.toString(request);
    return new HttpCall(
        method,
        URI.create(address.toString().replace(NUMBER_ENCODED, number)),
        headers.stream()
            .map(header -> new RequestHeader(header.name(), header.value().replace(NUMBER, number)))
            .toList(),
        new Body(body.replace(NUMBER, number).getBytes(ISO_8859_1)),
        timeout,
        answers);
  }

  /**
   * Calls that differ by their numbers, or not at all.
   *
   * @param any the call that all are; absent if they differ
   */
  record Calls(
      RequestForm form,
      URI address,
      Duration timeout,
      AnswerHandler answers,
      @Nullable HttpCall any) {
    HttpCall of(int request) {
      return Objects.requireNonNullElseGet(
          any, () -> form.call(address, request, timeout, answers));
    }
  }
}
