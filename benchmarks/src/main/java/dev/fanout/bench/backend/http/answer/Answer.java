package dev.fanout.bench.backend.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** What came back. */
public final class Answer {
  private final int status;
  private final @Nullable String setCookie;
  private final byte[] body;

  /**
   * An answer.
   *
   * @param status the HTTP status code
   * @param setCookie the header of that name, if there is one
   * @param body the whole body, which is not copied
   */
  public Answer(int status, @Nullable String setCookie, byte[] body) {
    this.status = status;
    this.setCookie = setCookie;
    this.body = body;
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** The cookie that was set, as a request sends it back. */
  @Nullable String cookie() {
    return setCookie == null ? null : setCookie.split(";", 2)[0].strip();
  }

  /** The whole body, not a copy. */
  byte[] body() {
    return body;
  }

  /** The body as text. */
  public String text() {
    return new String(body, UTF_8);
  }
}
