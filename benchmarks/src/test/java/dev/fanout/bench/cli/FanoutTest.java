package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.call.OwnCalls;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class FanoutTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Maven hands the options of its own command line on to the tests. */
  @BeforeEach
  void forgetOptionsOfTheBuild() {
    Fanout.commandLine(Path.of("")).getSubcommands().values().stream()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .map(option -> "fanout." + option.longestName().replaceFirst("^--", ""))
        .forEach(System::clearProperty);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          --preset=tutrial;        Unknown preset 'tutrial': did you mean tutorial?
          --models=virtual,serial; Unknown model 'virtual': did you mean virtual-threads?
          --requests=0;            '0' is not a whole number from 1 to 100000
          --requests=-5;           '-5' is not a whole number from 1 to 100000
          --requests=many;         'many' is not a whole number from 1 to 100000
          --sizes=8,0;             '0' is not a whole number from 1 to 100000
          --sizes=x;               'x' is not a whole number
          --chunk=-1;              '-1' is not a whole number
          --rounds=0;              '0' is not a whole number
          --seed=abc;              'abc'
          --delay=3;               '3' is not a delay
          --delay=0s;              '0s' is out of range
          --delay=uniform:5s..1s;  'uniform:5s..1s' is not a delay
          --delay=3s,60%:9s;       '3s,60%:9s' is not a delay
          --workload=crwal;        Unknown workload 'crwal': did you mean crawl?
          --cpu=5ms;               --cpu was given, which only the workload crawl has
          --cpu=2m --workload=crawl; '2m' is not a time from 0 to 60s, such as 20ms
          --file-size=65MiB;       '65MiB' is not a length in bytes, or in a whole number of KiB or MiB, up to 64MiB
          --file-size=0;           '0' is not a length in bytes
          --handler-threads=none;  'none' is not a number from 1 to 10000, or async
          --handler-threads=0;     '0' is not a number from 1 to 10000, or async
          --url=localhost;         'localhost' is not the address of a server
          --requests=100000 --delay=1m; 100000 requests of 1m make 69 days
          --url=http://h:99999/;   'http://h:99999/' is not the address of a server
          --url=http://me:pw@h/;   the address has a user name or a password before the host
          --url=ftp://x/;          'ftp://x/' is not the address of a server
          --colour=red;            Unknown option: '--colour=red'
          """)
  void refusesWhatMakesNoSenseInOneSentence(String arguments, String message) {
    assertThat(run(("plan " + arguments).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          plan --url=http://me:hidden@h:99999/?k=hidden | 'http://***@h:99999/?k=***' is not the address
          plan --url=me:hidden@h/?k=hidden              | '***@h/?k=***' is not the address
          plan --url=http://me:hidden/@h/?hidden        | 'http://***@h/?***' is not the address
          plan --ulr=http://me:hidden@h/?k=hidden       | Unknown option: '--ulr=http://***@h/?k=***'
          plan --models=http://h/?k=hidden              | Unknown model 'http://h/?k=***'
          tune --url=http://192.0.2.1/?k=hidden         | http://192.0.2.1/?k=*** is not on this
          run --url=http://me:hidden@h/?k=hidden        | the address has a user name or a password
          report http://h/?k=hidden                     | http://h/?k=***
          """)
  void refusesWithoutTheSecretsOfAnAddress(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("hidden");
  }

  @Test
  void plansMicroBenchmarksToo() {
    assertThat(run("plan", "--preset=switch", "--rounds=2")).isZero();
    assertThat(out.toString()).startsWith("Plan: preset switch").contains("2 JVMs", "so all done");
    assertThat(run("plan", "--preset=switch", "--seed=2")).isEqualTo(2);
    assertThat(err.toString()).startsWith("fanout: --seed was given").hasLineCount(1);
  }

  @Test
  void plansWithoutTheSecretsOfTheAddress() {
    assertThat(run("plan", "--url=http://h/?k=hidden")).isZero();
    assertThat(out.toString()).contains(" to http://h/?k=***").doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --assert=fast                          | 'fast' is not a threshold
          --assert=serial.cold.median<1          | 'median' is not a column of numbers in summary.csv
          --assert=serial.hot.median_ms<1        | 'hot' is not a temperature
          --assert=serial.cold.median_ms<1;x     | 'x' is not a threshold
          --assert=virtual-threads.shots>0 --models=serial | selects no planned case
          --assert-claims --preset=smoke         | none is planned
          --preset=smoke --url=http://192.0.2.1/ | http://192.0.2.1/ is not on this machine, and the load can harm it: add --yes-this-is-my-server if it is yours.
          --preset=switch --models=serial        | --models was given, which has no meaning for --preset switch, whose micro-benchmarks have no model: leave it out.
          --preset=switch --sizes=3              | --sizes was given
          --preset=switch --url=http://127.0.0.1:1/ | --url was given
          --preset=switch --cpu=5ms              | --cpu was given
          --preset=switch --assert-claims        | --assert-claims was given
          --preset=switch --rounds=0             | '0' is not a whole number from 1 to 100000
          --url=http://nosuch.invalid/           | The host 'nosuch.invalid' is unknown: correct --url.
          """)
  void refusesDemandsThatMakeNoSenseBeforeAnythingIsMeasured(String arguments, String message) {
    assertThat(run(("run " + arguments).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --model=serial            | 'serial' has no size to tune: the models that have one are completable-future, fixed-thread-pool, process-pool, virtual-threads.
          --goal=fast               | 'fast' is not a goal: give makespan, throughput=50/s or p99=500ms
          --goal=throughput=0/s     | 'throughput=0/s' is not a goal
          --goal=p99=0ms            | 'p99=0ms' is not a goal: give makespan
          --max-size=0              | '0' is not a whole number from 1 to 100000
          --budget=5                | '5' is not a time
          --cpu=5ms --cpu=6ms       | should be specified only once
          --budget=0s               | '0s' is out of range
          --cpu=5ms                 | --cpu was given, which only the workload crawl has
          --workload=download       | 'download' is not a workload that can be tuned for; these are hello, session, crawl, staged.
          --url=http://192.0.2.1/   | http://192.0.2.1/ is not on this machine, and the load can harm it
          --url=http://nosuch.invalid/ | The host 'nosuch.invalid' is unknown: correct --url.
          --connections             | --connections was given, and what is called keeps no connections open: give --backend one of mariadb, redis with it.
          --url=http://127.0.0.1/ --connections=5 | --connections 5 was given, and what is called keeps no connections open
          --connections=x           | 'x' is not a number from 0 to 10000, or tune
          --backend=redis --connections --model=fixed-thread-pool | 'fixed-thread-pool' is not a model without a limit, behind which connections can be tuned: these are completable-future, reactive, structured-scope, virtual-threads; or give --connections a number
          --backend=mariadb --connections=10 --model=reactive | 'reactive' has no size to tune
          --url=http://127.0.0.1/ --delay=1s | --url names another server than the slow one
          --goal=p90=1s             | --goal p90=1s is a goal for requests that arrive one by one: add --arrivals or --size. A batch can have p99=1s.
          --goal=p98=1s             | 'p98=1s' is not a goal
          --for=30s                 | --for was given, which only a stream of arrivals has: add --arrivals, such as --arrivals 80/s, or --size.
          --arrivals=0/s --goal=p99=1s | '0/s' is not a way in which requests arrive: 0/s is out of range
          --arrivals=80/s           | --arrivals needs a goal for response times, such as --goal p99=500ms, and the goal is makespan: give one, or leave --arrivals out.
          --size=40 --goal=throughput=50/s | --size needs a goal for response times, such as --goal p99=500ms, and the goal is throughput=50/s
          --arrivals=80/s --size=40 --goal=p99=1s | --arrivals asks for the smallest size, and --size for the highest rate: leave one of them out.
          --arrivals=80/s --requests=100 --goal=p99=1s | --requests 100 was given, and how many requests arrive follows from the rate and --for: leave --requests out.
          --size=40 --max-size=50 --goal=p99=1s | --size 40 is the only size that is tried: leave --max-size out.
          --arrivals=80/s --goal=p99=1s --workload=staged | fixed-thread-pool cannot be tuned for a stream: the requests of the workload staged wait for each other.
          --arrivals=80/s --goal=p99=200ms | No size keeps p99=200ms: half of all answers take 200ms or more. Give a goal above the delay.
          --arrivals=80/s --goal=p99=1s --for=5s | --for 5s is too short for p99: of about 400 requests the first tenth is left out, and 1000 of the others are needed, with some to spare, since how many arrive is drawn. Give --for
          --arrivals=80/s --goal=p99.9=1s | --budget 5m is too short: one shot takes about
          --arrivals=100000/s --goal=p99=1s --for=60m | 100000/s for 60m makes 360000000 requests, and 1000000 are accepted: give a shorter --for.
          """)
  void refusesATuningThatMakesNoSenseBeforeAnythingIsMeasured(String arguments, String message) {
    assertThat(run(("tune " + arguments).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          plan --call=com.acme.Absent              | The class 'com.acme.Absent' is not on the class path '.': correct --call
          plan --call=java.lang.String             | The class java.lang.String implements neither dev.fanout.call.BlockingCall nor
          plan --class-path=lib/*                  | --class-path says where the class of --call is: add --call
          plan --call=Right --class-path=absent/*  | 'absent/*' of --class-path does not exist (
          run RIGHT,RIGHT                          | are of one kind: --call takes a BlockingCall, an AsyncCall, or one of each
          run RIGHT --url=http://127.0.0.1:1/      | --url and --call each name what is called
          run RIGHT --workload=crawl               | --call names another server than the slow one
          run RIGHT --handler-threads=5            | --call names another server than the slow one
          run RIGHT --delay=uniform:1s..2s         | --call names a server of your own, whose delays are not drawn here
          run RIGHT --models=event-loop            | No case is left to measure: event-loop: it is a way to use HTTP
          tune RIGHT --delay=1s                    | --call names another server than the slow one
          tune RIGHT --model=completable-future    | completable-future cannot be tuned: it makes calls that return at once, and
          """)
  void refusesACallOfTheUsersOwnThatCannotBeMade(String arguments, String message) {
    String right = OwnCalls.Right.class.getName();
    String[] all = arguments.replace(",RIGHT", "," + right).split(" ");
    for (int i = 0; i < all.length; i++) {
      all[i] = all[i].replaceFirst("^RIGHT", Matcher.quoteReplacement("--call=" + right));
    }
    String[] withPath =
        arguments.contains("RIGHT")
            ? Stream.concat(Stream.of(all), Stream.of("--class-path=" + OwnCalls.classPath()))
                .toArray(String[]::new)
            : all;
    assertThat(run(withPath)).isEqualTo(2);
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tune | models=serial       | --models, given by -Dfanout.models=serial, is not an option of tune: give the one model to tune with --model.
          tune | rounds=5            | within --budget.
          tune | sizes=10,25         | the search chooses the sizes, up to --max-size.
          tune | chunk=4             | --chunk, given by -Dfanout.chunk=4, is not an option of tune: the report
          tune | file-size=64KiB     | --file-size, given by
          tune | assert=serial.shots>0 | a tuning is held against its --goal.
          tune | connections=tune    | --connections was given, and what is called keeps no connections open
          tune | connections=5       | --connections 5 was given, and what is called keeps no connections open
          run  | connections=tune    | is not a number from 0 to 10000
          tune | assert-claims=true  | a tuning is held against its --goal.
          run  | model=virtual-threads | --model, given by -Dfanout.model=virtual-threads, is not an option of run: give models with --models.
          run  | goal=p99=1s         | only a tuning has a goal
          run  | max-size=4          | give sizes with --sizes.
          run  | budget=1m           | --budget, given by -Dfanout.budget=1m, is not an option of run: leave it out.
          """)
  void refusesPropertiesThatTheCommandWouldIgnore(String command, String property, String message) {
    String name = "fanout." + property.substring(0, property.indexOf('='));
    System.setProperty(name, property.substring(property.indexOf('=') + 1));
    try {
      assertThat(run(command, "--url=http://127.0.0.1:1/")).isEqualTo(2);
    } finally {
      System.clearProperty(name);
    }
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url=http://h/?k=hidden | --url, given by -Dfanout.url=http://h/?k=***, is not an option of behave: behave needs a server that can be told to fail, so it calls the slow server that it starts.
          rounds=5               | --rounds, given by -Dfanout.rounds=5, is not an option of behave: each scenario says how many
          """)
  void behaveRefusesPropertiesThatItWouldIgnore(String property, String message) {
    String name = "fanout." + property.substring(0, property.indexOf('='));
    System.setProperty(name, property.substring(property.indexOf('=') + 1));
    try {
      assertThat(run("behave", "--models=none")).isEqualTo(2);
    } finally {
      System.clearProperty(name);
    }
    assertThat(err.toString()).startsWith("fanout: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void takesOptionsFromSystemPropertiesUnlessGiven() {
    System.setProperty("fanout.preset", "smoke");
    System.setProperty("fanout.requests", "12");
    System.setProperty("fanout.models", "");
    try {
      assertThat(run("plan", "--requests=20")).isZero();
    } finally {
      System.clearProperty("fanout.preset");
      System.clearProperty("fanout.requests");
      System.clearProperty("fanout.models");
    }
    assertThat(out.toString()).contains("preset smoke, 20 requests of 50ms");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, http://127.0.0.1:8080/",
    "HTTP://Host/a?b=c, http://host/a?b=c",
    "https://host?x=1, https://host/?x=1"
  })
  void takesAddressesAsPeopleWriteThem(String given, String taken) {
    assertThat(Values.address(given).trueForm()).hasToString(taken);
  }

  @Test
  void planMeasuresNothing() {
    assertThat(run("plan", "--seed", "7")).isZero();
    assertThat(out.toString()).contains("22 shots in a shuffle with seed 7");
  }

  @Test
  void modelsListsEachWithWhatItDoes() {
    assertThat(run("models")).isZero();
    assertThat(out.toString())
        .contains("virtual-threads      a virtual thread per request")
        .contains("size=8 chunk=1")
        .contains("client=okhttp|jdk|httpclient5");
  }

  @Test
  void modelsEndsWithAMatrixOfModelsAndClients() {
    assertThat(run("models")).isZero();
    assertThat(out.toString().lines())
        .contains(
            "model / client       okhttp  jdk  httpclient5  netty  reactor-netty  helidon",
            "completable-future   x       x    x            -      -              -",
            "event-loop           -       -    -            x      -              -",
            "virtual-threads      x       -    -            -      -              x");
  }

  @Test
  void helpNamesEveryCommandAndOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("run", "plan", "models", "report", "compare", "baseline", "serve");
    assertThat(run("run", "--help")).isZero();
    assertThat(out.toString())
        .contains("--preset", "--models", "--requests", "--delay", "--sizes", "--chunk")
        .contains("--workload", "--cpu", "--file-size", "--handler-threads")
        .contains("--rounds", "--seed", "--url", "Exit codes");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Fanout.commandLine(Path.of(""));
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
