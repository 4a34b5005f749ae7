package dev.fanout.bench.plan;

import dev.fanout.bench.call.Address;
import dev.fanout.server.Delay;
import dev.fanout.server.TimeSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options as a test asks for them: those of the preset but for what is set. */
public final class Asked {
  private final String preset;
  private final List<String> models;
  private @Nullable Integer requests;
  private @Nullable Delay delay;
  private List<Integer> sizes = List.of();
  private @Nullable Integer chunk;
  private List<String> workloads = List.of();
  private List<Integer> cpuMs = List.of();
  private @Nullable Integer fileBytes;
  private List<Integer> handlerThreads = List.of();
  private @Nullable Long seed;
  private @Nullable Address url;

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
    return delay(TimeSpan.text(java.time.Duration.ofMillis(millis)));
  }

  public Asked sizes(Integer... all) {
    sizes = List.of(all);
    return this;
  }

  public Asked chunk(int n) {
    chunk = n;
    return this;
  }

  public Asked workloads(String... keys) {
    workloads = List.of(keys);
    return this;
  }

  public Asked cpuMs(Integer... all) {
    cpuMs = List.of(all);
    return this;
  }

  public Asked fileBytes(int bytes) {
    fileBytes = bytes;
    return this;
  }

  public Asked handlerThreads(Integer... all) {
    handlerThreads = List.of(all);
    return this;
  }

  public Asked seed(long number) {
    seed = number;
    return this;
  }

  public Asked url(String address) {
    url = Address.of(address);
    return this;
  }

  public Plan plan() {
    return Plan.of(
        new Options(
            preset,
            models,
            requests,
            delay,
            sizes,
            chunk,
            workloads,
            cpuMs,
            fileBytes,
            handlerThreads,
            null,
            seed,
            url));
  }
}
