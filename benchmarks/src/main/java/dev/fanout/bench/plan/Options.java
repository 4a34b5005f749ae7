package dev.fanout.bench.plan;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.Stall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for; absent or empty where the preset decides.
 *
 * @param preset the preset's name
 * @param models keys of the models to measure
 * @param requests the number of requests, N
 * @param delay the server's delay, D, or how it is drawn
 * @param arrivals how requests arrive, each a case of its own; none for all at once
 * @param streamed how long they arrive
 * @param stall when the slow server holds its answers back
 * @param values of other parameters, as JMH takes them: a case is measured once with each
 * @param temperatures of the JVMs that a case is measured in
 * @param rounds shots of each case and temperature
 * @param seed of the shuffle and of the delays drawn
 * @param own a server of the user's own to measure against
 */
public record Options(
    String preset,
    List<String> models,
    @Nullable Integer requests,
    @Nullable Delay delay,
    List<Arrivals> arrivals,
    @Nullable Duration streamed,
    @Nullable Stall stall,
    Map<Parameter, List<String>> values,
    List<Temperature> temperatures,
    @Nullable Integer rounds,
    @Nullable Long seed,
    @Nullable Endpoint own) {
  /** The same with that delay, and with the seed that was drawn. */
  Options with(Delay found, long drawn) {
    return new Options(
        preset,
        models,
        requests,
        found,
        arrivals,
        streamed,
        stall,
        values,
        temperatures,
        rounds,
        drawn,
        own);
  }

  /** The values of a parameter; none where the preset decides. */
  List<String> values(Parameter parameter) {
    return values.getOrDefault(parameter, List.of());
  }
}
