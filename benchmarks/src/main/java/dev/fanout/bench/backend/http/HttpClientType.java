package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.Client;
import java.util.EnumSet;
import java.util.Set;

/**
 * An HTTP client before it is opened.
 *
 * <p>Each is a class of its own beside the client, which the annotation {@code AutoService} makes
 * known. Such a class links no library before it is asked to open its client, since all of them are
 * loaded into a cold JVM that uses one.
 */
abstract class HttpClientType implements Client {
  /** A way to make calls. */
  enum Way {
    /** Calls that hold their thread. */
    BLOCKING,
    /** Calls that return at once. */
    ASYNC
  }

  private final String key;
  private final Set<Way> ways;

  HttpClientType(String key, Way way, Way... more) {
    this.key = key;
    ways = EnumSet.of(way, more);
  }

  /** The client's name, then that of a variant of it. */
  @Override
  public final String key() {
    return key;
  }

  @Override
  public final boolean blocks() {
    return makes(Way.BLOCKING);
  }

  @Override
  public final boolean callsBack() {
    return makes(Way.ASYNC);
  }

  final boolean makes(Way way) {
    return ways.contains(way);
  }

  /** Opens it for so many requests at once, if it makes calls that hold their thread. */
  BlockingClient blocking(int inFlight, HttpBackend to) {
    throw new IllegalStateException(key);
  }

  /** Opens it for so many requests at once, if it makes calls that return at once. */
  AsyncClient async(int inFlight, HttpBackend to) {
    throw new IllegalStateException(key);
  }
}
