package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line makes of streams of arrivals; alone, since it sets system properties. */
@Isolated
class StreamCommandLinesTest {
  private final Project project;

  StreamCommandLinesTest(@TempDir Path root) {
    project = new Project(root);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          plan --arrivals 0/s                           | '0/s' is not a way in which requests arrive: 0/s is out of range; give 80/s, poisson:80/s
          plan --arrivals 80                            | '80' is not a way in which requests arrive
          plan --arrivals poisson:                      | 'poisson:' is not a way in which requests arrive
          plan --arrivals 80/s;0/s                      | '0/s' is not a way in which requests arrive
          plan --arrivals 80/s --for 3                  | '3' is not a time
          plan --for 3s                                 | --for was given, which only a stream of arrivals has: add --arrivals, such as --arrivals 80/s.
          plan --stall 1s@1s                            | --stall was given, which only a stream of arrivals has: add --arrivals
          plan --arrivals 80/s --stall 1s               | '1s' is not a stall: give its length and when it begins, such as 1s@10s
          plan --arrivals 80/s --for 5s --stall 1s@5s   | --stall 1s@5s begins after the last request: the stream lasts 5s
          plan --arrivals 80/s --delay 9ms --stall 1s@1s --url http://127.0.0.1:1/ | --stall holds back the answers of the slow server, and another one is called: leave it out.
          plan --arrivals 80/s --stall 1s@1s --backend redis | --stall holds back the answers of the slow server
          plan --arrivals 80/s --requests 100           | --requests 100 was given, and how many requests arrive follows from --arrivals and --for: leave --requests out.
          plan --preset stream --requests 100           | --requests 100 was given
          plan --arrivals 80/s --workload session --models virtual-threads | No case is left to measure: virtual-threads: the requests of the workload session wait for each other
          plan --arrivals 80/s --models serial          | No case is left to measure: serial: it knows only batches: the thread that makes its requests is the one
          plan --arrivals 80/s --models process-pool --chunk 4 | process-pool: requests that arrive one by one make no chunks of 4
          plan --arrivals 100000/s --for 60m            | 100000/s for 60m makes about 360000000 requests, and 1000000 are the most: lower --arrivals or --for.
          plan --arrivals ramp:1/s..100000/s --for 60m  | ramp:1/s..100000/s for 60m makes about 180001800 requests
          plan --arrivals 1/s --for 1s                  | 1/s for 1s makes 1 request, and none after the warm-up part, the first 100 ms: raise --arrivals or --for.
          plan --arrivals poisson:0.1/s --for 1s        | makes 0 requests, and none after the warm-up part
          behave --stall 1s@1s                          | --stall is not an option of behave: each scenario says how many requests it makes
          """)
  void whatMakesNoSenseIsRefusedInASentence(String line, String why) {
    assertThat(project.fanout(line.split(" "))).isEqualTo(2);
    assertThat(project.err()).startsWith("fanout: ").contains(why).hasLineCount(1);
    assertThat(project.out()).isEmpty();
  }

  @Test
  void eachWayOfArrivingIsACaseOfEachModelThatTakesRequestsOneByOne() {
    assertThat(
            project.fanout(
                "plan",
                "--arrivals=poisson:80/s;ramp:10/s..200/s",
                "--arrivals=burst:80/s,10",
                "--for=5s",
                "--delay=50ms",
                "--stall=500ms@1s",
                "--models=fixed-thread-pool,virtual-threads,serial",
                "--sizes=5"))
        .as(project.err())
        .isZero();
    assertThat(project.out())
        .contains("requests that arrive one by one, of 50ms")
        .contains("fixed-thread-pool 5, poisson:80/s", "virtual-threads 5, poisson:80/s")
        .contains("fixed-thread-pool 5, ramp:10/s..200/s", "virtual-threads 5, burst:80/s,10")
        .contains("left out: serial: it knows only batches")
        .contains("warm")
        .doesNotContain("cold");
  }

  @Test
  void thePresetHasAStreamToo() {
    assertThat(project.fanout("plan", "--preset=stream")).as(project.err()).isZero();
    assertThat(project.out())
        .contains("Plan: preset stream, requests that arrive one by one, of lognormal:");
  }

  @Test
  void propertiesStandForTheOptions() {
    set("arrivals", "poisson:80/s;40/s");
    set("for", "5s");
    set("stall", "1s@1s");
    try {
      assertThat(project.fanout("plan", "--models=virtual-threads", "--delay=50ms")).isZero();
      assertThat(project.out()).contains("poisson:80/s, stall 1s@1s", "40/s, stall 1s@1s");
      assertThat(project.fanout("behave", "--models=serial")).isEqualTo(2);
      assertThat(project.err())
          .contains("is not an option of behave: each scenario says how many requests it makes");
      clear("arrivals", "for");
      assertThat(project.fanout("tune", "--url=http://127.0.0.1:1/")).isEqualTo(2);
      assertThat(project.err())
          .contains("--stall, given by -Dfanout.stall=1s@1s, is not an option of tune");
    } finally {
      clear("arrivals", "for", "stall");
    }
  }

  private static void set(String name, String value) {
    System.setProperty("fanout." + name, value);
  }

  private static void clear(String... names) {
    for (String name : names) {
      System.clearProperty("fanout." + name);
    }
  }
}
