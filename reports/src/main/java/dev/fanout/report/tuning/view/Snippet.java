package dev.fanout.report.tuning.view;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A recommended size as people write it down.
 *
 * @param where what reads it, such as a framework
 * @param code the lines to write
 */
public record Snippet(String where, String code) {
  private static final Snippet SPRING_THREADS =
      new Snippet(
          "Spring Boot, platform threads (application.properties)",
          """
          # both: with the usual queue, which has no end, no more than core-size threads start
          spring.task.execution.pool.core-size=%1$d
          spring.task.execution.pool.max-size=%1$d\
          """);
  private static final Snippet SPRING_VIRTUAL =
      new Snippet(
          "Spring Boot, virtual threads (application.properties)",
          """
          spring.threads.virtual.enabled=true
          spring.task.execution.simple.concurrency-limit=%1$d\
          """);
  private static final Snippet SPRING_LIMIT =
      new Snippet(
          "Spring Framework 7, on the method that makes the call",
          """
          @ConcurrencyLimit(%1$d) // works with @EnableResilientMethods on a configuration class\
          """);
  private static final Snippet RESILIENCE4J =
      new Snippet(
          "resilience4j, a bulkhead",
          """
          var config =
              BulkheadConfig.custom()
                  .maxConcurrentCalls(%1$d)
                  .maxWaitDuration(Duration.ofSeconds(10)) // else a call too many fails at once
                  .build();\
          """);
  private static final Snippet RESILIENCE4J_SPRING =
      new Snippet(
          "resilience4j with Spring Boot, a bulkhead named backend (application.properties)",
          """
          resilience4j.bulkhead.instances.backend.maxConcurrentCalls=%1$d
          resilience4j.bulkhead.instances.backend.maxWaitDuration=10s\
          """);
  private static final Snippet QUARKUS_THREADS =
      new Snippet(
          "Quarkus, the pool of all blocking work (application.properties)",
          """
          quarkus.thread-pool.max-threads=%1$d\
          """);
  private static final Snippet QUARKUS_BULKHEAD =
      new Snippet(
          "Quarkus with SmallRye Fault Tolerance, on the method that makes the call",
          """
          @Bulkhead(%1$d) // a call too many fails at once\
          """);
  private static final Snippet QUARKUS_CLIENT =
      new Snippet(
          "Quarkus, the connections of its REST clients (application.properties)",
          """
          quarkus.rest-client.connection-pool-size=%1$d\
          """);
  private static final Snippet JDK_CLIENT =
      new Snippet(
          "JDK HttpClient, asynchronous calls; it has no limit of its own",
          """
          var permits = new Semaphore(%1$d);
          permits.acquire();
          client
              .sendAsync(request, BodyHandlers.ofString())
              .whenComplete((answer, failure) -> permits.release());\
          """);
  private static final Snippet HIKARI_SPRING =
      new Snippet(
          "Spring Boot, HikariCP (application.properties)",
          """
          spring.datasource.hikari.maximum-pool-size=%1$d\
          """);
  private static final Snippet R2DBC_SPRING =
      new Snippet(
          "Spring Boot, R2DBC (application.properties)",
          """
          spring.r2dbc.pool.max-size=%1$d\
          """);
  private static final Snippet QUARKUS_DATASOURCE =
      new Snippet(
          "Quarkus, a JDBC data source (application.properties)",
          """
          quarkus.datasource.jdbc.max-size=%1$d\
          """);
  private static final Snippet QUARKUS_REACTIVE =
      new Snippet(
          "Quarkus, a reactive data source (application.properties)",
          """
          quarkus.datasource.reactive.max-size=%1$d\
          """);
  private static final Snippet JEDIS_SPRING =
      new Snippet(
          "Spring Boot, Jedis (application.properties)",
          """
          # both: else connections that are idle are closed, and opened again
          spring.data.redis.jedis.pool.max-active=%1$d
          spring.data.redis.jedis.pool.max-idle=%1$d\
          """);
  private static final Snippet LETTUCE_SPRING =
      new Snippet(
          "Spring Boot, Lettuce, for commands that block (application.properties)",
          """
          # both: else connections that are idle are closed, and opened again
          spring.data.redis.lettuce.pool.max-active=%1$d
          spring.data.redis.lettuce.pool.max-idle=%1$d\
          """);
  private static final Snippet QUARKUS_REDIS =
      new Snippet(
          "Quarkus, its Redis client (application.properties)",
          """
          quarkus.redis.max-pool-size=%1$d\
          """);

  /** Those of a recommendation, its line of Java first; none without one. */
  public static List<Snippet> of(Tuning tuning) {
    Advice advice = tuning.advice();
    if (advice == null) {
      return List.of();
    }
    var all = new ArrayList<Snippet>();
    all.add(new Snippet("Java", advice.java()));
    templates(tuning).stream()
        .map(each -> new Snippet(each.where(), each.code().formatted(advice.size())))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static List<Snippet> templates(Tuning tuning) {
    return switch (tuning.counts()) {
      case THREADS ->
          List.of(
              SPRING_THREADS,
              SPRING_VIRTUAL,
              SPRING_LIMIT,
              RESILIENCE4J,
              RESILIENCE4J_SPRING,
              QUARKUS_THREADS);
      case IN_FLIGHT ->
          tuning.model().equals("completable-future")
              ? List.of(JDK_CLIENT, RESILIENCE4J, RESILIENCE4J_SPRING, QUARKUS_CLIENT)
              : List.of(
                  SPRING_VIRTUAL,
                  SPRING_LIMIT,
                  RESILIENCE4J,
                  RESILIENCE4J_SPRING,
                  QUARKUS_BULKHEAD);
      case CONNECTIONS -> ofPool(Objects.requireNonNullElse(tuning.client(), ""));
      case WORKERS -> List.of();
    };
  }

  /** Those of a connection pool, by the key of the client that takes its connections from it. */
  private static List<Snippet> ofPool(String client) {
    return switch (client) {
      case "jdbc" -> List.of(HIKARI_SPRING, QUARKUS_DATASOURCE);
      case "r2dbc" -> List.of(R2DBC_SPRING, QUARKUS_REACTIVE);
      case "jedis" -> List.of(JEDIS_SPRING);
      case "lettuce" -> List.of(LETTUCE_SPRING, QUARKUS_REDIS);
      default -> List.of();
    };
  }
}
