package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.report.measurement.MaskedText;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts that are not to be seen in other texts. */
final class Secrets {
  /** A shorter secret is likely to be part of an innocent word. */
  private static final int SHORTEST = 6;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern PARTS = Pattern.compile("[;,]\\s*");

  private final List<Pattern> patterns;

  private Secrets(Stream<String> patterns) {
    this.patterns =
        patterns
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed()) // one may contain another
            .map(Pattern::compile)
            .toList();
  }

  /** These, wherever they stand. */
  static Secrets of(Stream<String> texts) {
    return new Secrets(anywhere(texts));
  }

  /** The values of these headers, and what they are made of. */
  static Secrets ofHeaders(List<RequestHeader> headers) {
    return new Secrets(
        Stream.concat(
            anywhere(headers.stream().flatMap(header -> parts(header.value()))),
            headers.stream()
                .map(
                    header -> // however short the value is
                    "(?<=(?i:%s):\\s?)%s"
                            .formatted(Pattern.quote(header.name()), quoted(header.value())))));
  }

  private static Stream<String> anywhere(Stream<String> texts) {
    return texts.filter(text -> text.length() >= SHORTEST).map(Secrets::quoted);
  }

  /** The value, its words, the values of its cookies, and what Basic authentication encodes. */
  private static Stream<String> parts(String value) {
    return Stream.of(
            Stream.of(value),
            BLANKS.splitAsStream(value),
            PARTS.splitAsStream(value).map(part -> part.substring(part.indexOf('=') + 1)),
            BLANKS.splitAsStream(value).flatMap(Secrets::decoded))
        .flatMap(each -> each);
  }

  private static Stream<String> decoded(String word) {
    try {
      String decoded = new String(Base64.getDecoder().decode(word), UTF_8);
      return decoded.contains(":") ? Arrays.stream(decoded.split(":", 2)) : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /** Where the number of a request stands in the secret, any number does. */
  private static String quoted(String secret) {
    return Arrays.stream(secret.split(Pattern.quote(RequestForm.NUMBER), -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("(?:\\d+|\\{request})"));
  }

  String mask(String text) {
    String masked = text;
    for (Pattern pattern : patterns) {
      masked = pattern.matcher(masked).replaceAll(Matcher.quoteReplacement(MaskedText.MASK));
    }
    return masked;
  }
}
