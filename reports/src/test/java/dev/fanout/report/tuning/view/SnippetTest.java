package dev.fanout.report.tuning.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.tuning.Tuning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recommended size of 50, written down. */
class SnippetTest {
  @ParameterizedTest
  @CsvSource({
    "fixed-thread-pool, spring.task.execution.pool.core-size=50",
    "fixed-thread-pool, spring.task.execution.pool.max-size=50",
    "fixed-thread-pool, quarkus.thread-pool.max-threads=50",
    "virtual-threads, spring.threads.virtual.enabled=true",
    "virtual-threads, spring.task.execution.simple.concurrency-limit=50",
    "virtual-threads, @ConcurrencyLimit(50)",
    "virtual-threads, .maxConcurrentCalls(50)",
    "virtual-threads, @Bulkhead(50)",
    "completable-future, new Semaphore(50)",
    "completable-future, quarkus.rest-client.connection-pool-size=50",
    "completable-future, resilience4j.bulkhead.instances.backend.maxConcurrentCalls=50",
  })
  void theSizeIsWrittenForWhatItLimits(String model, String line) {
    assertThat(snippets(model)).anyMatch(snippet -> snippet.code().contains(line));
  }

  @Test
  void theLineOfJavaIsTheFirstAndForWorkersTheOnlyOne() {
    var java = new Snippet("Java", "ExecutorService pool = Executors.newFixedThreadPool(50);");
    assertThat(snippets("fixed-thread-pool")).startsWith(java).hasSizeGreaterThan(1);
    assertThat(snippets("process-pool")).containsExactly(java);
    assertThat(TuningText.console(MadeUpTunings.with("/model", "process-pool")))
        .noneMatch(sentence -> sentence.contains("tuning.md"));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc, spring.datasource.hikari.maximum-pool-size=50, quarkus.datasource.jdbc.max-size=50",
    "r2dbc, spring.r2dbc.pool.max-size=50, quarkus.datasource.reactive.max-size=50",
    "jedis, spring.data.redis.jedis.pool.max-active=50, spring.data.redis.jedis.pool.max-idle=50",
    "lettuce, spring.data.redis.lettuce.pool.max-active=50, quarkus.redis.max-pool-size=50"
  })
  void theSizeOfAConnectionPoolIsWrittenForItsClientAlone(String client, String one, String other) {
    List<Snippet> all = Snippet.of(MadeUpTunings.connections(client));
    assertThat(all.getFirst().code()).startsWith("config.setMaximumPoolSize(50);");
    assertThat(all)
        .anyMatch(snippet -> snippet.code().contains(one))
        .anyMatch(snippet -> snippet.code().contains(other))
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void withoutARecommendationThereIsNothingToWrite() {
    assertThat(Snippet.of(MadeUpTunings.with("/advice", null))).isEmpty();
  }

  private static List<Snippet> snippets(String model) {
    Tuning tuning = MadeUpTunings.with("/model", model);
    return Snippet.of(tuning);
  }
}
