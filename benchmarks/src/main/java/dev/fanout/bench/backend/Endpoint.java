package dev.fanout.bench.backend;

import java.util.Map;
import java.util.Optional;

/**
 * A system to be called, as it is named by whoever asks for it.
 *
 * <p>It may hold secrets. As text it is masked, so that it can be printed and recorded; only the
 * settings have the true form.
 */
public interface Endpoint {
  /** The key of its backend. */
  String backend();

  /** The key of the workload that it is called for. */
  String workload();

  /** The host that is called; empty where that is this machine, or where the host is not known. */
  Optional<String> host();

  /** What a JVM needs to be told to open it, by name, in its true form. */
  Map<String, String> settings();

  /** The endpoint that a JVM warms up on; the same one where none is quicker. */
  default Endpoint warmUp() {
    return this;
  }

  /** Why that client cannot call it; empty if nothing is known that prevents it. */
  default Optional<String> obstacle(String client) {
    return Optional.empty();
  }

  /** The option that names it. */
  default String option() {
    return "--url";
  }

  /**
   * Why models that call back cannot call it, or else why those that block cannot; empty if nothing
   * is known that prevents it.
   */
  default Optional<String> obstacleTo(boolean callsBack) {
    return Optional.empty();
  }

  /** What helps where its answers are not right, as the end of a sentence. */
  default String remedy() {
    return "start the server, or correct " + option();
  }

  /** What helps where it answers one call, but not many at once, as the end of a sentence. */
  default String remedyForMany() {
    return "let it answer more at once, or lower --requests.";
  }

  /** A text that was made elsewhere, such as a client's message, without its secrets. */
  String mask(String text);
}
