package dev.fanout.bench.run;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.Jvm;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Where the JVMs of a run take their classes from, by their own logs. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class AotCacheEndToEndTest {
  private static final int WORKERS = 2;

  @TempDir Path root;
  @TempDir Path temporary;
  @TempDir Path logs;

  @Test
  void aColdAotShotAndItsWorkersTakeTheirClassesFromACacheAndNoOtherJvmDoes() throws Exception {
    ProcessBuilder run =
        Jvm.brief(
            ofJars(
                new FanoutProcess(root, temporary)
                    .command(
                        "run",
                        "--models=process-pool",
                        "--sizes=" + WORKERS,
                        "--chunk=1",
                        "--requests=4",
                        "--delay=50ms",
                        "--rounds=1",
                        "--temperatures=cold,cold-aot")));
    run.environment()
        .merge(
            "JAVA_TOOL_OPTIONS",
            "-Xlog:class+load,arguments:file=%s/%%p.log".formatted(logs),
            (flags, more) -> flags + " " + more);
    var ended = FanoutProcess.ended(run.start());

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.out()).containsOnlyOnce("training an AOT cache for process-pool 2, chunk 1");
    var folder = new RunFolder(root.resolve("reports/latest").toRealPath());
    assertThat(ShotsCsv.read(folder.shots()))
        .extracting(Shot::temperature)
        .containsExactlyInAnyOrder(Temperature.COLD, Temperature.COLD_AOT);
    assertThat(fromACache("dev.fanout.bench.model.ProcessPool")).hasSize(1);
    assertThat(fromACache("okhttp3.OkHttpClient")).hasSize(WORKERS);
    assertThat(temporary).isDirectoryNotContaining("glob:**fanout*");
  }

  /** The logs of the JVMs that took that class from a cache, but for those that made a cache. */
  private List<Path> fromACache(String name) throws IOException {
    var found = new ArrayList<Path>();
    try (Stream<Path> all = Files.list(logs)) {
      for (Path log : all.toList()) {
        String told = Files.readString(log);
        if (told.contains(" " + name + " source: shared objects file")
            && !told.contains("-XX:AOTMode=create")) {
          found.add(log);
        }
      }
    }
    return found;
  }

  /** The same command without folders on its class path, of which a JVM makes no cache. */
  private List<String> ofJars(List<String> command) throws IOException {
    var changed = new ArrayList<>(command);
    int classPath = command.indexOf("-cp") + 1;
    changed.set(classPath, jars(command.get(classPath)));
    return changed;
  }

  private String jars(String classPath) throws IOException {
    var entries = new ArrayList<Path>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      entries.add(
          Files.isDirectory(path) ? jar(path, root.resolve(entries.size() + ".jar")) : path);
    }
    return entries.stream().map(Path::toString).collect(joining(File.pathSeparator));
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(each).toString()));
        Files.copy(each, out);
      }
    }
    return jar;
  }
}
