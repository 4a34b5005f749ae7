package dev.fanout.bench.backend.call;

import dev.fanout.bench.backend.Call;

/**
 * A call of the user's own.
 *
 * @param request what tells it from the others
 */
record NumberedCall(int request) implements Call {}
