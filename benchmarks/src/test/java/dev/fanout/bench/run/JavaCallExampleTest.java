package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.run.FanoutProcess.Ended;
import dev.fanout.call.BlockingCall;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServer;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation, as somebody uses it who has nothing but that page. */
@Tag("slow")
@Order(2)
class JavaCallExampleTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final String ADDRESS = "http://127.0.0.1:5000/";
  private static final int MOST_LINES = 10;

  @TempDir Path root;
  @TempDir Path temporary;
  @TempDir Path users;

  @Test
  void theExampleIsShortAndRunsOnModelsOfAllKinds() throws Exception {
    List<String> examples = examples();
    assertThat(examples).hasSize(2).allSatisfy(JavaCallExampleTest::isShort);
    try (var server = SlowServer.start(SlowServerOptions.asynchronous(Delay.parse("50ms"), 0))) {
      compile(examples, server.url());
      Ended run =
          new FanoutProcess(root, temporary)
              .run(
                  "run",
                  "--preset=smoke",
                  "--models=fixed-thread-pool,completable-future,process-pool",
                  "--sizes=2",
                  "--requests=4",
                  "--rounds=1",
                  "--call=PriceCall,AsyncPriceCall",
                  "--class-path=" + users.resolve("classes"));
      assertThat(run.exitCode()).as(run.toString()).isZero();
      assertThat(run.out()).contains(" to PriceCall and AsyncPriceCall");
    }
    var folder = new RunFolder(root.resolve("reports").resolve("latest").toRealPath());
    assertThat(ShotsCsv.read(folder.shots()))
        .allMatch(Shot::valid)
        .allMatch(shot -> shot.notes().leftBehind() == null)
        .extracting(shot -> shot.measured().model())
        .contains("fixed-thread-pool", "completable-future", "process-pool");
  }

  private static List<String> examples() throws IOException {
    Path page = Path.of(System.getProperty("fanout.root"), "docs", "own-calls.md");
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static void isShort(String example) {
    assertThat(example.lines().filter(line -> !line.isBlank() && !line.startsWith("import ")))
        .hasSizeLessThanOrEqualTo(MOST_LINES);
    assertThat(example).contains(ADDRESS);
  }

  /** Against nothing but the interfaces. */
  private void compile(List<String> examples, URI url) throws Exception {
    var arguments = Stream.<String>builder();
    for (String example : examples) {
      Matcher name = CLASS.matcher(example);
      assertThat(name.find()).isTrue();
      Path source = users.resolve(name.group(1) + ".java");
      arguments.add(Files.writeString(source, example.replace(ADDRESS, url.toString())).toString());
    }
    var said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              Files.createDirectories(users.resolve("classes")).toString(),
              "-cp",
              interfaces().toString());
      List<String> sources = arguments.build().toList();
      assertThat(
              compiler
                  .getTask(
                      said,
                      files,
                      null,
                      options,
                      null,
                      files.getJavaFileObjects(sources.toArray(String[]::new)))
                  .call())
          .as("%s", said)
          .isTrue();
    }
  }

  /** A folder with the package of the interfaces, and nothing else. */
  private Path interfaces() throws IOException, URISyntaxException {
    String name = BlockingCall.class.getPackageName().replace('.', '/');
    Path all =
        Path.of(BlockingCall.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path alone = Files.createDirectories(users.resolve("interfaces").resolve(name));
    try (Stream<Path> classes = Files.list(all.resolve(name))) {
      for (Path file : classes.toList()) {
        Files.copy(file, alone.resolve(file.getFileName()));
      }
    }
    return users.resolve("interfaces");
  }
}
