package dev.fanout.bench.backend.http;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The normal form of an address, which is the same text for every client: scheme and host in lower
 * case, an international host as ASCII, non-ASCII characters percent-encoded UTF-8, no dot
 * segments, no usual port, never an empty path and no fragment.
 */
public final class NormalForm {
  private NormalForm() {}

  /** The normal form of an HTTP address; empty if the text is not one, or names a user. */
  public static Optional<URI> of(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url == null || namesUser(url)
        ? Optional.empty()
        : Optional.of(url.newBuilder().fragment(null).build().uri());
  }

  /** Whether the text is an HTTP address that has a user name or a password before the host. */
  public static boolean namesUser(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null && namesUser(url);
  }

  private static boolean namesUser(HttpUrl url) {
    return !url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty();
  }
}
