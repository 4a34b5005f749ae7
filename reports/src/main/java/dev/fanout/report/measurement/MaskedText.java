package dev.fanout.report.measurement;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text without the secrets of the web addresses in it: user information, values of query
 * parameters, fragments. Names of parameters stay: {@code http://***@host/x?api_key=***}.
 */
public final class MaskedText {
  /** What stands in place of a secret. */
  public static final String MASK = "***";

  /** Ends before the punctuation of a sentence, which is not part of the address. */
  private static final Pattern ADDRESS =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"<>]*[^\\s\"<>'),.;:\\]]");

  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*:)?//");

  /** The host and the port, and no user information before them. */
  private static final Pattern ONLY_HOST =
      Pattern.compile("(\\[[^]]*]|[^:/?#@\\[\\]]*)(:\\d*)?(?=[/?#]|$)");

  private static final Pattern HOST_AND_PATH = Pattern.compile("[^?#]*");

  private MaskedText() {}

  /** The text with each address in it masked. */
  public static String of(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(address -> Matcher.quoteReplacement(ofAddress(address.group())));
  }

  /** A text that is an address as a whole, or was meant to be one. */
  public static String ofAddress(String text) {
    Matcher scheme = SCHEME.matcher(text);
    int start = scheme.lookingAt() ? scheme.end() : 0;
    String rest = text.substring(start);
    int user = endOfUserInformation(rest);
    String host = rest.substring(user);
    Matcher path = HOST_AND_PATH.matcher(host);
    int query = path.lookingAt() ? path.end() : 0;
    int fragment = host.indexOf('#', query);
    int end = fragment < 0 ? host.length() : fragment;
    return text.substring(0, start)
        + (user == 0 ? "" : MASK + "@")
        + host.substring(0, query)
        + (query == end ? "" : "?" + query(host.substring(query + 1, end)))
        + (fragment < 0 ? "" : "#" + MASK);
  }

  /** Just after the @; 0 if there is none. */
  private static int endOfUserInformation(String rest) {
    if (ONLY_HOST.matcher(rest).lookingAt()) {
      return 0;
    }
    String authority = rest.split("[/?#]", 2)[0];
    // A password that should have been encoded may contain what ends an authority.
    return (authority.contains("@") ? authority : rest).lastIndexOf('@') + 1;
  }

  private static String query(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(MaskedText::parameter)
        .collect(Collectors.joining("&"));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    return equals == parameter.length() - 1 // no value, or nothing at all
        ? parameter
        : parameter.substring(0, equals + 1) + MASK;
  }
}
