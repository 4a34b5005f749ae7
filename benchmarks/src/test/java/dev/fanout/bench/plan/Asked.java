package dev.fanout.bench.plan;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.Stall;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options as a test asks for them: those of the preset but for what is set. */
public final class Asked {
  private final String preset;
  private final List<String> models;
  private @Nullable Integer requests;
  private @Nullable Delay delay;
  private List<Arrivals> arrivals = List.of();
  private @Nullable Duration streamed;
  private @Nullable Stall stall;
  private final Map<Parameter, List<String>> values = new EnumMap<>(Parameter.class);
  private List<Temperature> temperatures = List.of();
  private @Nullable Integer rounds;
  private @Nullable Long seed;
  private @Nullable Endpoint own;

  private Asked(String preset, List<String> models) {
    this.preset = preset;
    this.models = models;
  }

  public static Asked of(String preset, String... models) {
    return new Asked(preset, List.of(models));
  }

  public Asked requests(int n) {
    requests = n;
    return this;
  }

  public Asked delay(String text) {
    delay = Delay.parse(text);
    return this;
  }

  public Asked delayMs(int millis) {
    return delay(TimeSpan.text(Duration.ofMillis(millis)));
  }

  public Asked sizes(Integer... all) {
    return values(Parameter.SIZE, (Object[]) all);
  }

  public Asked chunk(int n) {
    return values(Parameter.CHUNK, n);
  }

  public Asked workloads(String... keys) {
    return values(Parameter.WORKLOAD, (Object[]) keys);
  }

  public Asked cpuMs(Integer... all) {
    return values(Parameter.CPU_MS, (Object[]) all);
  }

  public Asked fileBytes(int bytes) {
    return values(Parameter.FILE_BYTES, bytes);
  }

  public Asked handlerThreads(Integer... all) {
    return values(Parameter.HANDLER_THREADS, (Object[]) all);
  }

  public Asked temperatures(Temperature... all) {
    temperatures = List.of(all);
    return this;
  }

  public Asked rounds(int n) {
    rounds = n;
    return this;
  }

  public Asked seed(long number) {
    seed = number;
    return this;
  }

  public Asked url(String address) {
    return own(Address.of(address));
  }

  public Asked own(Endpoint endpoint) {
    own = endpoint;
    return this;
  }

  public Asked connections(Integer... all) {
    return values(Parameter.CONNECTION_POOL, (Object[]) all);
  }

  public Asked http(String... all) {
    return values(Parameter.HTTP, (Object[]) all);
  }

  public Asked streams(Integer... all) {
    return values(Parameter.STREAMS, (Object[]) all);
  }

  public Asked arrivals(String... all) {
    arrivals = Arrays.stream(all).map(Arrivals::parse).toList();
    return this;
  }

  public Asked streamed(String length) {
    streamed = TimeSpan.parse(length);
    return this;
  }

  public Asked stall(String text) {
    stall = Stall.parse(text);
    return this;
  }

  private Asked values(Parameter parameter, Object... all) {
    values.put(parameter, Arrays.stream(all).map(Object::toString).toList());
    return this;
  }

  public Plan plan() {
    return Plan.of(
        new Options(
            preset,
            models,
            requests,
            delay,
            arrivals,
            streamed,
            stall,
            values,
            temperatures,
            rounds,
            seed,
            own));
  }
}
