package dev.fanout.bench.run;

import dev.fanout.server.Load;

/** What the server says that it has served. */
public sealed interface Served {
  /** The load that it counted. */
  record Counted(Load load) implements Served {}

  /** Nothing, since it is a server that does not count. */
  record Uncounted() implements Served {}

  /** Nothing, since it would count and does not answer any more. */
  record Gone() implements Served {}
}
