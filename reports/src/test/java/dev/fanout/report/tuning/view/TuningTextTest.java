package dev.fanout.report.tuning.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Capacity.Share;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.Chunks;
import dev.fanout.report.tuning.Tuning.Scalability;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningTextTest {
  private static final TunedSize PROVED_ALONE =
      new TunedSize(50, 400, 0, null, null, null, 203.5, 3, 405.0, 204.5, 70, 72.5, 125.0);

  @Test
  void theConsoleHasTheSizeItsProofItsLimitItsPriceAndItsJava() {
    assertThat(TuningText.console(MadeUpTunings.pool()))
        .containsExactly(
            "50 threads: 404 ms; 51 to 100 are no faster.",
            "Fresh shots confirm it: 405 ms (median of 3) against 404 ms of the best neighbour, 60"
                + " threads; 0.3 % longer.",
            "The server is the limit: it answers 60 at once, and a larger pool only waits there.",
            "60 threads save no time (403 ms), and cost 10 more threads.",
            "In Java: ExecutorService pool = Executors.newFixedThreadPool(50);",
            "For Spring Boot, Quarkus and others: tuning.md.");
  }

  @Test
  void aConnectionPoolIsToldAsSuch() {
    Tuning tuning = MadeUpTunings.connections("jdbc");
    assertThat(TuningText.sentences(tuning))
        .startsWith(
            "50 connections: 404 ms; 51 to 100 are no faster.",
            "Fresh shots confirm it: 405 ms (median of 3) against 404 ms of the best neighbour, 60"
                + " connections; 0.3 % longer.")
        .contains("In Java: config.setMaximumPoolSize(50); // of a HikariConfig")
        .endsWith(
            "With fewer than 50 connections the connection pool is the limit: calls wait for a"
                + " connection, and more threads do not help.");
    assertThat(tuning.subject()).isEqualTo("the connection pool behind virtual-threads");
    assertThat(TuningTable.of(tuning).toString()).contains(" connections | predicted |");
    assertThat(TuningText.maxSize(MadeUpTunings.with("/maxSizeFrom", SizeLimit.CONNECTIONS)))
        .contains("max_connections")
        .contains("leaves room for 100 threads");
  }

  @Test
  void connectionsThatWereGivenAreNamedAsTheLimit() {
    Tuning tuning = MadeUpTunings.with("/connections", 50, "/advice/limit", Limit.CONNECTIONS);
    assertThat(TuningText.console(tuning))
        .contains(
            "The connection pool is the limit: each of its 50 connections carries one request at a"
                + " time, and the others wait for one. --connections without a number tunes that"
                + " pool.");
    assertThat(tuning.subject())
        .isEqualTo("the size of fixed-thread-pool with a pool of 50 connections");
  }

  @Test
  void theRestIsTheory() {
    List<String> console = TuningText.console(MadeUpTunings.pool());
    assertThat(TuningText.sentences(MadeUpTunings.pool()))
        .startsWith(console.subList(0, console.size() - 1).toArray(String[]::new))
        .endsWith(
            "For a pool that is to use all cores, Goetz's formula, cores (1 + W / C), gives at most"
                + " 1005: a call waits 201 ms (W) and computes 0.400 ms (C), on 2 cores.",
            "Almost all of the time is waiting: 50 threads do little else, and each of them is a"
                + " platform thread. Virtual threads with a semaphore of 50 permits keep as many"
                + " requests in flight without them.");
  }

  @ParameterizedTest
  @CsvSource({
    "50, 100, '50 threads: 404 ms, the last step before 100; 51 to 99 are no faster.'",
    "50, 200, '50 threads: 404 ms, the last step before 200; 51 to 199 are no faster.'",
    "50, 52, '50 threads: 404 ms, the last step before 52; 51 is no faster.'",
    "50, , '50 threads: 404 ms; 51 to 100 are no faster.'",
    "60, , '50 threads: 404 ms; 51 to 100 are no faster.'",
    "50, 51, '50 threads: 404 ms, the fastest of the sizes measured.'",
    "60, 51, '50 threads: 404 ms, within 5 % of the best, 60 threads (403 ms).'",
  })
  void saysThatTheSizesUpToTheNextStepAreNoFaster(
      int best, @Nullable Integer next, String headline) {
    assertThat(headline(with("/advice/best", best, "/advice/nextStep", next))).isEqualTo(headline);
  }

  @Test
  void aSizeThatWasMeasuredAloneIsNotCalledTheFastest() {
    Tuning pool = MadeUpTunings.pool();
    TunedSize chosen =
        pool.sizes().stream().filter(each -> each.size() == 50).findFirst().orElseThrow();
    assertThat(
            headline(
                with(
                    "/sizes", List.of(chosen),
                    "/advice/best", 50,
                    "/advice/knee", 50,
                    "/advice/nextStep", 51)))
        .isEqualTo("50 threads: 404 ms; no other size was measured.");
  }

  @Test
  void nothingIsFasterBeyondWhatTheServerAnswersAtOnce() {
    assertThat(
            headline(
                with(
                    "/probe/capacity", 25,
                    "/advice/size", 25,
                    "/advice/best", 25,
                    "/advice/knee", 25,
                    "/sizes/1/medianMs", 810.0)))
        .isEqualTo("25 threads: 810 ms; 26 to 100 are no faster.");
  }

  @Test
  void tellsNoDifferenceFromASmallOne() {
    assertThat(
            headline(
                with(
                    "/sizes/5/highMs", 401.9, "/sizes/5/medianMs", 395.0, "/sizes/5/lowMs", 390.0)))
        .isEqualTo("50 threads: 404 ms; 51 to 100 are less than 5 % faster.");
    assertThat(
            gain(
                with(
                    "/sizes/5/highMs", 401.9, "/sizes/5/medianMs", 393.0, "/sizes/5/lowMs", 390.0)))
        .startsWith("60 threads save 11.0 ms, and cost 10 more threads.");
  }

  @Test
  void theLargestSizeAllowedHasNoneBeyondIt() {
    assertThat(headline(with("/advice/size", 100, "/advice/best", 100)))
        .isEqualTo("100 threads: 406 ms, the fastest of the sizes measured.");
  }

  @ParameterizedTest
  @CsvSource({
    "fixed-thread-pool, 50 threads",
    "process-pool, 50 worker JVMs",
    "virtual-threads, 50 requests in flight",
    "completable-future, 50 requests in flight",
  })
  void countsWhatThePoolIsMadeOf(String model, String size) {
    assertThat(headline(with("/model", model))).startsWith(size + ": 404 ms");
  }

  @Test
  void saysThatAGoalIsMet() {
    assertThat(headline(with("/goal", "throughput=240/s")))
        .isEqualTo(
            "50 threads: 248/s, all 100 requests in 404 ms; no smaller measured size"
                + " reaches 240/s with certainty.");
    assertThat(headline(with("/goal", "p99=500ms")))
        .isEqualTo(
            "50 threads: 404 ms, and 99 of 100 requests within 204 ms, where the goal is"
                + " 500 ms.");
  }

  @Test
  void saysWhatCanBeReachedWhereAGoalIsNotMet() {
    assertThat(headline(with("/goal", "throughput=300/s", "/advice/goalMet", false)))
        .isEqualTo(
            "50 threads: 404 ms. The goal of 300/s is not met: the most that was reached is 248/s,"
                + " with 60 threads.");
    assertThat(
            headline(with("/goal", "p99=100ms", "/advice/goalMet", false, "/sizes/4/p99Ms", 150.0)))
        .isEqualTo(
            "50 threads: 404 ms. The goal of 100 ms is not met: the least 99th percentile was"
                + " 150 ms.");
  }

  @Test
  void callsOneShotOneObservation() {
    assertThat(headline(with("/sizes/4/shots", 1)))
        .startsWith("50 threads: 404 ms (one observation); ");
    assertThat(headline(with("/sizes/5/shots", 1, "/advice/best", 60, "/advice/nextStep", 51)))
        .endsWith("the best, 60 threads (403 ms, one observation).");
    assertThat(gain(with("/sizes/5/shots", 1)))
        .startsWith("60 threads save no time (403 ms, one observation), and cost ");
    assertThat(proof(with("/sizes/4/proofShots", 1)))
        .contains("405 ms (one observation) against 404 ms");
  }

  @Test
  void aSizeThatOnlyTheProofMeasuredHasItsTime() {
    assertThat(headline(with("/sizes/4", PROVED_ALONE))).startsWith("50 threads: 405 ms; ");
  }

  @Test
  void saysThatFreshShotsContradictAndInWhat() {
    assertThat(
            proof(
                with("/sizes/4/proofMs", 440.0, "/advice/regret", 0.089, "/advice/proved", false)))
        .isEqualTo(
            "Fresh shots do not confirm it, because they took longer than those of a neighbour: 440"
                + " ms (median of 3) against 404 ms of the best neighbour, 60 threads; 8.9 %"
                + " longer.");
  }

  @Test
  void theProofOfARateIsTheRate() {
    // A larger neighbour is faster, and need not be.
    assertThat(proof(with("/goal", "throughput=240/s", "/advice/regret", 0.5)))
        .isEqualTo("Fresh shots confirm it: 247/s, 405 ms (median of 3).");
    assertThat(proof(with("/goal", "throughput=247/s", "/advice/proved", false)))
        .isEqualTo(
            "Fresh shots do not confirm it, because they miss the goal of 247/s: 247/s, 405 ms"
                + " (median of 3).");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, true, 'Fresh shots confirm it: '",
    "1s, false, 'Fresh shots do not confirm it, because they took longer than those of a neighbour:"
        + " '",
    "1m, false, 'Fresh shots do not confirm it, because they took longer than those of a neighbour:"
        + " '",
    "204ms, false, 'Fresh shots do not confirm it, because they miss the goal of 204 ms: '",
    "500ms, false, 'Fresh shots do not confirm it, because they took longer than those of a"
        + " neighbour: '",
  })
  void theProofOfAPercentileTellsIt(String goal, boolean proved, String verdict) {
    assertThat(proof(with("/goal", "p99=" + goal, "/advice/proved", proved)))
        .startsWith(verdict + "405 ms (median of 3)")
        .endsWith("; 99 of 100 requests within 205 ms.");
  }

  @Test
  void aNeighbourThatBreaksAPercentileIsNotTheBest() {
    Object[] slowRequests = {"/goal", "p99=500ms", "/sizes/5/proofP99Ms", 500.5};
    assertThat(proof(with(slowRequests)))
        .contains(" against 607 ms of the best neighbour, 49 threads;");
    slowRequests[1] = "makespan";
    assertThat(proof(with(slowRequests)))
        .endsWith(" against 404 ms of the best neighbour, 60 threads; 0.3 % longer.");
  }

  @ParameterizedTest
  @CsvSource({
    "throughput=300/s, false, 'Fresh shots miss the goal of 300/s too: 247/s, '",
    "throughput=247/s, true, 'Fresh shots do meet the goal of 247/s: 247/s, '",
    "p99=100ms, false, 'Fresh shots miss the goal of 100 ms too: 405 ms '",
    "p99=300ms, false, 'Fresh shots do meet the goal of 300 ms: 405 ms '",
  })
  void saysWhetherAGoalThatWasNotMetIsMissedAgain(String goal, boolean proved, String start) {
    assertThat(proof(with("/goal", goal, "/advice/goalMet", false, "/advice/proved", proved)))
        .startsWith(start);
  }

  private static TunedSize unproved(int size, double medianMs) {
    return new TunedSize(
        size, 400, 3, medianMs, medianMs - 2, medianMs + 2, 203.5, 0, null, null, 70, 72.5, 125.0);
  }

  @Test
  void saysThatThereIsNoProof() {
    assertThat(proof(with("/sizes/4", unproved(50, 404), "/advice/regret", null)))
        .isEqualTo("No fresh shots have tested it.");
    assertThat(
            proof(
                with(
                    "/sizes/3",
                    unproved(49, 606),
                    "/sizes/5",
                    unproved(60, 403),
                    "/advice/regret",
                    null)))
        .isEqualTo(
            "Fresh shots took 405 ms (median of 3); there was no other size to compare them with.");
  }

  @Test
  void saysWhichSizesFailedHowAndForHowManyRequests() {
    var probed = new SizeFailure(16, true, "3 of 16 requests failed (3 with HTTP status 503)");
    var shot = new SizeFailure(12, false, "1 of 100 requests failed: HTTP status 429.");
    List<String> failures =
        List.of(
            "16 requests at once failed in the probe: 3 of 16 requests failed (3 with HTTP status"
                + " 503); only smaller sizes were considered.",
            "Size 12 failed in a shot: 1 of 100 requests failed: HTTP status 429; only smaller"
                + " sizes were considered.");
    assertThat(TuningText.console(with("/failures", List.of(probed, shot))))
        .containsSubsequence(failures)
        .hasSize(8);
    assertThat(TuningText.console(with("/failures", List.of(probed, shot), "/advice", null)))
        .isEqualTo(
            Stream.concat(Stream.of("No size can be recommended."), failures.stream()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "REQUESTS, 'The number of requests is the limit: all 100 are in flight, and a larger pool has"
        + " nothing to do.'",
    "CPU, 'The CPU is the limit: the 2 cores compute all the time, and a larger pool only shares"
        + " them.'",
    "SERVER, 'The server is the limit: it answers 60 at once, and a larger pool only waits there.'",
    "WORK, 'The requests themselves are the limit: the longest of them, or those that must go one"
        + " after another, take all of the time. A larger pool gains less than 5 %.'",
    "CLIENT, 'A cap in the client is the limit: the server saw fewer requests at once than the size"
        + " allows. Look for a limit of connections or of requests per host.'",
  })
  void namesTheLimitAndWhatFollows(Limit limit, String sentence) {
    assertThat(TuningText.console(with("/advice/limit", limit)).get(2)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "OPTION, '--max-size is the limit: it allows 100 threads, and more may be faster.'",
    "REQUESTS, 'The number of requests is the limit: no more than all 100 can be in flight.'",
    "MEMORY, 'Memory is the limit: there is room for 100 threads.'",
    "OPEN_FILES, 'The limit of open files is the limit: it allows 100 threads; ulimit -n raises"
        + " it.'",
  })
  void namesWhatAllowsNoLargerSize(SizeLimit from, String sentence) {
    assertThat(
            TuningText.console(with("/advice/limit", Limit.MAX_SIZE, "/maxSizeFrom", from)).get(2))
        .isEqualTo(sentence);
  }

  @Test
  void namesTheGoalAsTheLimit() {
    assertThat(
            TuningText.console(with("/goal", "throughput=240/s", "/advice/limit", Limit.GOAL))
                .get(2))
        .isEqualTo("The goal is the limit: it asks for no more than 240/s.");
    assertThat(TuningText.console(with("/goal", "p99=500ms", "/advice/limit", Limit.GOAL)).get(2))
        .isEqualTo(
            "The goal is the limit: a larger pool may not keep the 99th percentile within 500 ms.");
  }

  @Test
  void tellsAServerThatRefusesFromOneThatQueues() {
    assertThat(TuningText.console(refusing("/advice/limit", Limit.SERVER)).get(2))
        .isEqualTo("The server is the limit: it handled 8 at once and failed with 16.");
    List<SizeFailure> failures =
        List.of(new SizeFailure(9, true, "1 of 9 failed"), new SizeFailure(7, false, "1 failed"));
    assertThat(TuningText.console(refusing("/advice/limit", Limit.SERVER, "/failures", failures)))
        .as("the fewest at once that failed in the probe, not the most that it sent")
        .contains("The server is the limit: it handled 8 at once and failed with 9.");
    assertThat(
            TuningText.console(
                    refusing(
                        "/advice/limit",
                        Limit.MAX_SIZE,
                        "/maxSize",
                        8,
                        "/maxSizeFrom",
                        SizeLimit.SERVER))
                .get(2))
        .isEqualTo("The server is the limit: 8 is the largest size below those that failed.");
    assertThat(TuningText.console(with("/probe/capacity", null)).get(2))
        .isEqualTo("The server is the limit, not the pool, and a larger pool only waits there.");
    assertThat(TuningText.console(with("/advice/limit", Limit.CPU, "/probe/cores", 1)).get(2))
        .startsWith("The CPU is the limit: the one core computes all the time");
  }

  @Test
  void aCapacityThatTheServerDidNotCountIsAboutThat() {
    assertThat(TuningText.console(with("/probe/counted", false)).get(2))
        .isEqualTo(
            "The server is the limit: it answers about 60 at once, and a larger pool only waits"
                + " there.");
  }

  @Test
  void aCapacityThatSizesShowTakesThePlaceOfTheProbes() {
    Capacity shown = new Capacity(40, 38, 42, List.of());
    assertThat(TuningText.console(with("/probe/counted", false, "/capacity", shown)).get(2))
        .isEqualTo(
            "The server is the limit: it answers about 40 at once (38 to 42, by the measured"
                + " shots; the probe took it for 60), and a larger pool only waits there.");
    assertThat(
            TuningText.console(
                    with("/probe/counted", false, "/probe/capacity", 39, "/capacity", shown))
                .get(2))
        .contains("about 40 at once (38 to 42, by the measured shots), and");
    assertThat(TuningText.console(refusing("/advice/limit", Limit.SERVER, "/capacity", shown)))
        .as("what failed in the probe says nothing of what waits")
        .anyMatch(sentence -> sentence.contains("(38 to 42, by the measured shots), and"));
  }

  @Test
  void aCapacityThatChangesIsToldWithItsShares() {
    List<Share> met = List.of(new Share(16, 6), new Share(9, 5));
    List<String> sentences = TuningText.console(with("/capacity", new Capacity(16, 8, 16, met)));
    assertThat(sentences.get(2))
        .isEqualTo(
            "The server is the limit: it answers about 16 at once at best, and a larger pool only"
                + " waits there.");
    assertThat(sentences.get(3))
        .isEqualTo(
            "The server's capacity changes from shot to shot: about 16 at once in 6 of 11 shots,"
                + " about 9 at once in 5 of 11 shots. The recommended size is the smallest that"
                + " can use the most of them.");
    assertThat(proof(with("/capacity", new Capacity(16, 8, 16, met), "/advice/proved", false)))
        .startsWith(
            "Fresh shots do not confirm it, because they took longer than those of a neighbour, as"
                + " any may while the server's capacity changes: 405 ms");
  }

  @Test
  void aCapacityThatNoSizeMetIsToldAsNone() {
    Tuning none =
        with(
            "/capacity", new Capacity(null, 100, null, List.of()), "/advice/limit", Limit.REQUESTS);
    assertThat(TuningText.console(none))
        .contains(
            "The probe took the server to answer about 60 at once; the measured shots show no"
                + " limit up to 100.");
  }

  private static Tuning refusing(@Nullable Object... changes) {
    var all =
        new ArrayList<@Nullable Object>(
            List.of(
                "/probe/server",
                Server.REFUSES,
                "/probe/capacity",
                8,
                "/probe/probedUpTo",
                16,
                "/probe/counted",
                false));
    all.addAll(Arrays.asList(changes));
    return with(all.toArray());
  }

  @Test
  void saysWhatTheNextLargerSizeBuysWhereThisIsTheBest() {
    assertThat(gain(with("/advice/best", 50, "/sizes/5/medianMs", 410.0, "/sizes/5/highMs", 412.0)))
        .isEqualTo("60 threads save no time (410 ms), and cost 10 more threads.");
    assertThat(gain(with("/goal", "p99=210ms", "/advice/best", 100)))
        .isEqualTo(
            "100 threads save no time (406 ms) with a 99th percentile of 403 ms, and cost 50 more"
                + " threads.");
    assertThat(TuningText.console(with("/advice/size", 100, "/advice/best", 100)))
        .noneMatch(sentence -> sentence.contains(" save "));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 105, 200, 220, ', and cost 5 MiB more, 20.0 ms more CPU time a shot.'",
    "50, 54.9, 150, 169.9, .",
    "200, 209, 400, 439, .",
    "100, 90, 200, 100, .",
    ", 105, , 220, .",
    "100, , 200, , .",
  })
  void tellsCostsThatMeanSomething(
      @Nullable Double mib,
      @Nullable Double largerMib,
      @Nullable Double cpuMs,
      @Nullable Double largerCpuMs,
      String costs) {
    Object[] measured = {
      "/sizes/4/memoryMib",
      mib,
      "/sizes/5/memoryMib",
      largerMib,
      "/sizes/4/cpuMs",
      cpuMs,
      "/sizes/5/cpuMs",
      largerCpuMs,
      "/sizes/5/threads",
      70,
      "/sizes/5/highMs",
      401.9,
      "/sizes/5/medianMs",
      393.0,
      "/sizes/5/lowMs",
      390.0
    };
    assertThat(gain(with(measured))).isEqualTo("60 threads save 11.0 ms" + costs);
  }

  @Test
  void saysNothingOfASizeThatSavesNoTimeAndCostsNoThreads() {
    for (@Nullable Integer threads : Arrays.asList(70, 69, null)) {
      assertThat(TuningText.console(with("/sizes/5/threads", threads, "/sizes/5/memoryMib", 900)))
          .noneMatch(sentence -> sentence.contains(" save "));
    }
  }

  @Test
  void saysWhyThereIsNoAdviceOrWhyItIsNotCertain() {
    String trouble = "The server answered 3 of 5 calls.";
    assertThat(TuningText.console(with("/advice", null, "/trouble", trouble)))
        .containsExactly(trouble);
    assertThat(TuningText.console(with("/advice", null)))
        .containsExactly("No size can be recommended.");
    assertThat(TuningText.console(with("/trouble", "The budget was spent.")))
        .hasSize(7)
        .element(1)
        .isEqualTo("This is not certain: The budget was spent.");
  }

  @Test
  void setsTheLawsBesideIt() {
    assertThat(theory(with("/goal", "throughput=62.5/s", "/little", 12.53)))
        .contains(
            "Little's law (rate times time in flight) gives 12.5 requests in flight for 62.5/s.");
    assertThat(theory(MadeUpTunings.pool())).noneMatch(each -> each.startsWith("Little"));
    assertThat(theory(with("/probe/cpuMs", 0.0)))
        .contains(
            "Goetz's formula, cores (1 + W / C), gives no number: a call waits 201 ms (W) and"
                + " computes too little to measure (C).");
  }

  @Test
  void givesThePeakOfThroughputIfTheLawFits() {
    assertThat(theory(with("/usl", law(true, 62.4))))
        .contains(
            "By the Universal Scalability Law throughput peaks at size 62, with 35.2/s (95 %"
                + " interval 33.1/s to 36.0/s).");
    assertThat(theory(with("/usl", law(true, 100.4))))
        .anyMatch(sentence -> sentence.contains("throughput peaks at size 100, with 35.2/s"));
    assertThat(theory(with("/usl", law(true, 447.2))))
        .contains(
            "By the Universal Scalability Law throughput would peak near size 447; up to 100 it"
                + " reaches 35.2/s (95 % interval 33.1/s to 36.0/s).");
    assertThat(theory(with("/usl", law(true, null))))
        .contains(
            "By the Universal Scalability Law throughput never falls; up to size 100 it reaches"
                + " 35.2/s (95 % interval 33.1/s to 36.0/s).");
    assertThat(theory(with("/usl", law(false, 62.4))))
        .contains(
            "The Universal Scalability Law does not fit well (one size is 34.0 % off), so it"
                + " gives no peak.")
        .noneMatch(sentence -> sentence.contains("35.2"));
  }

  private static Scalability law(boolean good, @Nullable Double peak) {
    return new Scalability(5, 0.01, 0.001, 0.34, good, peak, 35.2, 33.1, 36.0);
  }

  @Test
  void saysWhetherChunksCanPay() {
    assertThat(theory(with("/chunks", new Chunks(1, 200, 4))))
        .contains(
            "Chunks are not worthwhile: with chunks of 2 the floor rises by 200 ms, and they can"
                + " save at most 4.0 ms.");
    assertThat(theory(with("/chunks", new Chunks(4, 0, 40))))
        .contains(
            "Chunks of 4 could be worthwhile: the floor rises by 0.0 ms, but they can save up to"
                + " 40.0 ms.");
  }

  @Test
  void advisesVirtualThreadsOnlyWhereThreadsAreHeldToWait() {
    assertThat(theory(with("/model", "process-pool")))
        .anyMatch(
            sentence ->
                sentence.startsWith(
                    "Almost all of the time is waiting: 50 worker JVMs do little else, and each of"
                        + " them is a JVM."));
    for (Tuning other :
        List.of(
            with("/model", "virtual-threads"),
            with("/model", "completable-future"),
            with("/probe/cpuMs", 21.0),
            with("/advice", null),
            with("/sizes/0/size", 1, "/advice/size", 1))) {
      assertThat(theory(other)).noneMatch(sentence -> sentence.contains("semaphore"));
    }
  }

  private static Tuning with(@Nullable Object... changes) {
    return MadeUpTunings.with(changes);
  }

  private static String headline(Tuning tuning) {
    return TuningText.console(tuning).getFirst();
  }

  private static String proof(Tuning tuning) {
    return TuningText.console(tuning).get(1);
  }

  private static String gain(Tuning tuning) {
    return TuningText.console(tuning).get(3);
  }

  private static List<String> theory(Tuning tuning) {
    return TuningTheory.sentences(tuning);
  }
}
