package dev.fanout.bench.backend.http;

import dev.fanout.report.measurement.Parameter;
import org.jspecify.annotations.Nullable;

/** A version of HTTP, which every call of a client is to have. */
public enum HttpVersion {
  /** A connection for each call that is under way. */
  HTTP_1_1("1.1"),
  /** Many calls at once on one connection, in clear text or by TLS. */
  HTTP_2("2");

  private final String key;

  HttpVersion(String key) {
    this.key = key;
  }

  /** Its key in options and files. */
  public String key() {
    return key;
  }

  /** That of a setting; HTTP/1.1 if it is absent. */
  static HttpVersion of(@Nullable String setting) {
    return Parameter.HTTP.isUsual(setting) ? HTTP_1_1 : HTTP_2;
  }
}
