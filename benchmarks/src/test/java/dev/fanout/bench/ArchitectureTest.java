package dev.fanout.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.Model;
import dev.fanout.bench.switching.MicroBenchmark;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Scanner;
import java.util.TreeSet;

/** The arrows of docs/design.md. */
@AnalyzeClasses(packages = "dev.fanout", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BENCH = "dev.fanout.bench..";
  private static final String REPORT = "dev.fanout.report..";
  private static final String SERVER = "dev.fanout.server..";
  private static final String SWITCHING = "dev.fanout.bench.switching..";
  private static final String HTTP = "dev.fanout.bench.backend.http..";
  private static final String MARIADB = "dev.fanout.bench.backend.mariadb..";
  private static final String REDIS = "dev.fanout.bench.backend.redis..";
  private static final String CALL = "dev.fanout.call..";
  private static final String RECORDS = "dev.fanout.report.measurement..";

  @ArchTest
  static final ArchRule nothingPointsBackAtBenchmarks =
      noClasses()
          .that()
          .resideInAnyPackage(REPORT, SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BENCH);

  @ArchTest
  static final ArchRule reportsKnowNoServerAndNoJmh =
      noClasses()
          .that()
          .resideInAPackage(REPORT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVER, "org.openjdk.jmh..");

  @ArchTest
  static final ArchRule theServerKnowsNoReportsAndNoJmh =
      noClasses()
          .that()
          .resideInAPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(REPORT, "org.openjdk.jmh..");

  @ArchTest
  static final ArchRule whatIsMeasuredSharesOnlyRecordsWithTheReports =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.fanout.bench.floor..",
              "dev.fanout.bench.arrival..",
              "dev.fanout.bench.backend..",
              "dev.fanout.bench.workload..",
              "dev.fanout.bench.meter..",
              "dev.fanout.bench.worker..",
              "dev.fanout.bench.model..")
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(REPORT)
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                              RECORDS))));

  @ArchTest
  static final ArchRule theFloorIsTheoryAlone =
      classes()
          .that()
          .resideInAPackage("dev.fanout.bench.floor..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.fanout.bench.floor..");

  @ArchTest
  static final ArchRule arrivalsAreTimesAlone =
      classes()
          .that()
          .resideInAPackage("dev.fanout.bench.arrival..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", SERVER, "dev.fanout.bench.arrival..");

  /** So that no figure beside a measurement follows from how it was made. */
  @ArchTest
  static final ArchRule theTheoryOfStreamsKnowsNoModelAndNoCalls =
      noClasses()
          .that()
          .resideInAPackage("dev.fanout.bench.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.fanout.bench.model..",
              "dev.fanout.bench.backend..",
              "dev.fanout.bench.plan..",
              "dev.fanout.bench.run..");

  @ArchTest
  static final ArchRule clientsWorkersAndSessionsKnowNoJmh =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.fanout.bench.backend",
              "dev.fanout.bench.backend.http",
              "dev.fanout.bench.backend.call",
              "dev.fanout.bench.worker",
              "dev.fanout.bench.run..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openjdk.jmh..");

  @ArchTest
  static final ArchRule onlyTheHttpBackendKnowsHttpLibraries =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .and()
          .resideOutsideOfPackage(HTTP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "okhttp3..", "io.helidon..", "org.apache.hc..");

  /** They lie in a folder of their own, which the JVMs that call another backend do not get. */
  @ArchTest
  static final ArchRule onlyTheRedisBackendKnowsRedisLibraries =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .and()
          .resideOutsideOfPackage(REDIS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("redis..", "io.lettuce..", "org.apache.commons.pool2..");

  @ArchTest
  static final ArchRule onlyTheMariaDbBackendKnowsLibrariesOfDatabases =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .and()
          .resideOutsideOfPackage(MARIADB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.mariadb..", "com.zaxxer..", "io.r2dbc..");

  @ArchTest
  static final ArchRule onlyBackendsAndMicroBenchmarksKnowNetty =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .and()
          .resideOutsideOfPackages(HTTP, REDIS, MARIADB, SWITCHING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "reactor.netty..");

  /** It is what users compile against. */
  @ArchTest
  static final ArchRule theInterfacesOfCallsDependOnTheJdkAlone =
      classes()
          .that()
          .resideInAPackage(CALL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", CALL);

  @ArchTest
  static final ArchRule onlyTheirBackendKnowsCallsOfTheUsersOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages(CALL, "dev.fanout.bench.backend.call")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CALL);

  /** But for the one that starts a slow server where plain JMH is given none. */
  @ArchTest
  static final ArchRule modelsKnowCallsAndNoHttp =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.fanout.bench.floor",
              "dev.fanout.bench.backend",
              "dev.fanout.bench.workload",
              "dev.fanout.bench.worker",
              "dev.fanout.bench.idiom",
              "dev.fanout.bench.model",
              "dev.fanout.bench.preview")
          .and()
          .doNotBelongToAnyOf(FanOutBenchmark.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(URI.class);

  /** Any other would be refused by the JVMs that do not have the flag, the runner's among them. */
  @ArchTest
  static void onlyThePreviewPackageNeedsAJvmWithPreviewFeatures(JavaClasses classes)
      throws IOException {
    var marked = new TreeSet<String>();
    for (JavaClass each : classes) {
      try (var file =
          new DataInputStream(each.getSource().orElseThrow().getUri().toURL().openStream())) {
        file.skipNBytes(Integer.BYTES); // the magic number; the minor version comes next
        if (file.readUnsignedShort() == 0xffff) {
          marked.add(each.getName());
        }
      }
    }
    assertThat(marked)
        .contains("dev.fanout.bench.preview.ScopedIdioms", "dev.fanout.bench.preview.ScopedSending")
        .allMatch(name -> name.startsWith("dev.fanout.bench.preview."));
  }

  @ArchTest
  static final ArchRule nothingDependsOnTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.fanout.bench.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.fanout.bench.cli..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.fanout.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule modelsAreNamedAndStandTogether =
      classes()
          .that()
          .areAssignableTo(FanOutBenchmark.class)
          .and()
          .doNotBelongToAnyOf(FanOutBenchmark.class)
          .and()
          .resideOutsideOfPackage("..jmh_generated..")
          .should()
          .beAnnotatedWith(Model.class)
          .andShould()
          .resideInAPackage("dev.fanout.bench.model");

  @ArchTest
  static final ArchRule noPackageIsCalledUtil =
      noClasses().should().resideInAnyPackage("..util..", "..utils..", "..helpers..", "..common..");

  /** Else a machine's language decides the digits in addresses, files and messages. */
  @ArchTest
  static final ArchRule everyJvmOfOursSpeaksTheRootLocale =
      classes()
          .that()
          .containAnyMethodsThat(DescribedPredicate.describe("are main", ArchitectureTest::isMain))
          .or()
          .belongToAnyOf(FanOutBenchmark.class, MicroBenchmark.class)
          .and()
          .resideOutsideOfPackage("..jmh_generated..")
          .should()
          .callMethod(Locale.class, "setDefault", Locale.class);

  /** What a main sets is too late for a constant, and absent where a test calls. */
  @ArchTest
  static final ArchRule wordsAndTimesAreWrittenForNoCountry =
      noClasses()
          .should()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(PrintStream.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Scanner.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(NumberFormat.class);

  private static boolean isMain(JavaMethod method) {
    return method.getName().equals("main") && method.getModifiers().contains(JavaModifier.STATIC);
  }
}
