package dev.fanout.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.Model;

/** The arrows of docs/design.md. */
@AnalyzeClasses(packages = "dev.fanout", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BENCH = "dev.fanout.bench..";
  private static final String REPORT = "dev.fanout.report..";
  private static final String SERVER = "dev.fanout.server..";
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
              "dev.fanout.bench.answer..",
              "dev.fanout.bench.call..",
              "dev.fanout.bench.workload..",
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
  static final ArchRule clientsAndWorkersKnowNoJmh =
      noClasses()
          .that()
          .resideInAnyPackage("dev.fanout.bench.call..", "dev.fanout.bench.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.openjdk.jmh..");

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
      slices().matching("dev.fanout.(*.*)..").should().beFreeOfCycles();

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
}
