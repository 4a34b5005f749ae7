package dev.fanout.report.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.tuning.Tuning.Chunks;
import dev.fanout.report.tuning.Tuning.Scalability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TuningFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Tuning FULL =
      MadeUpTunings.with(
          "/goal",
          "throughput=62.5/s",
          "/little",
          12.5,
          "/usl",
          new Scalability(5, 0.01, 0.001, 0.04, true, 62.0, 35.2, 33.1, 36.0),
          "/chunks",
          new Chunks(1, 200, 4),
          "/trouble",
          "The budget was spent.");

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("tuning.json");
    TuningFile.write(file, FULL);
  }

  /** Existing files and scripts have another name for a server that answers all requests. */
  @Test
  void keepsTheNameThatTheFileHasForAServerThatAnswersAll() throws IOException {
    String nameInFile = "BEARS";
    Tuning answered = MadeUpTunings.with("/probe/server", nameInFile, "/probe/capacity", null);
    assertThat(answered.probe().server()).isEqualTo(Probe.Server.ANSWERS_ALL);
    TuningFile.write(file, answered);
    assertThat(file).content().contains("\"server\" : \"" + nameInFile + "\"");
    assertThat(TuningFile.read(file)).isEqualTo(answered);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    assertThat(TuningFile.read(file)).isEqualTo(FULL);
    Tuning least =
        MadeUpTunings.with(
            "/advice", null, "/sizes", List.of(), "/theory", List.of(), "/probe/capacity", null);
    TuningFile.write(file, least);
    assertThat(TuningFile.read(file)).isEqualTo(least);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  /** Such as they were before a connection pool could be searched for. */
  @Test
  void whatTheSizesCountFollowsFromTheModelInOlderFiles() throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    ((ObjectNode) tree).remove(List.of("unit", "client", "connections"));
    Files.writeString(file, tree.toString());
    assertThat(TuningFile.read(file).counts()).isEqualTo(SizeUnit.THREADS);
    TuningFile.write(file, MadeUpTunings.connections("jdbc"));
    assertThat(file).content().contains("\"unit\" : \"CONNECTIONS\"");
    assertThat(TuningFile.read(file).counts()).isEqualTo(SizeUnit.CONNECTIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "'', model, 'tuning.json: model is missing'",
    "'', sizes, 'tuning.json: sizes is missing'",
    "/probe, cores, 'tuning.json: probe.cores is missing'",
    "/probe, counted, 'tuning.json: probe.counted is missing'",
    "/theory/2, predictedMs, 'tuning.json: theory[2].predictedMs is missing'",
    "/sizes/1, size, 'tuning.json: sizes[1].size is missing'",
    "/usl, worst, 'tuning.json: usl.worst is missing'",
    "/chunks, costMs, 'tuning.json: chunks.costMs is missing'",
    "/advice, java, 'tuning.json: advice.java is missing'",
    "/advice, proved, 'tuning.json: advice.proved is missing'",
  })
  void namesAValueThatIsMissing(String parent, String name, String message) throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    ((ObjectNode) tree.at(parent)).remove(name);
    Files.writeString(file, tree.toString());
    assertRefused(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "best", "knee"})
  void refusesAdviceOfASizeThatWasNotMeasured(String named) throws IOException {
    TuningFile.write(file, MadeUpTunings.with("/advice/" + named, 51));
    assertRefused("tuning.json: the advice names size 51, which is not one of the sizes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/requests | 0 | requests is 0, and must be 1 or more",
        "/maxSize | 0 | maxSize is 0, and must be 1 or more",
        "/budgetMs | -1 | budgetMs is -1.0, and must be between 0 and 1000000000000",
        "/spentMs | 1e13 | spentMs is 1.0E13, and must be between 0 and 1000000000000",
        "/little | -1 | little is -1.0, and must be between 0 and 1000000000000",
        "/probe/calls | -1 | probe: calls is -1, and must be 0 or more",
        "/probe/waitMs | -1 | probe: waitMs is -1.0, and must be between 0 and 1000000000000",
        "/probe/cores | 0 | probe: cores is 0, and must be 1 or more",
        "/probe/capacity | 0 | probe: capacity is 0, and must be 1 or more",
        "/theory/0/size | 0 | theory[0]: size is 0, and must be 1 or more",
        "/theory/1/size | 1 | theory has size 1 after size 1, and must be in rising order",
        "/sizes/0/size | 0 | sizes[0]: size is 0, and must be 1 or more",
        "/sizes/0/size | 25 | sizes has size 25 after size 25, and must be in rising order",
        "/sizes/0/shots | 0 | sizes[0]: size 10 has neither shots nor proofShots",
        "/sizes/0/medianMs | null | sizes[0]: shots is 3, and medianMs is missing",
        "/sizes/0/medianMs | 1 | sizes[0]: medianMs is 1.0, and must be between lowMs 2019.0 and"
            + " highMs 2023.0",
        "/sizes/0/proofMs | 1 | sizes[0]: proofShots is 0, and proofMs is 1.0",
        "/sizes/4/proofP99Ms | null | sizes[4]: proofShots is 3, and proofP99Ms is missing",
        "/usl/sigma | -1 | usl: sigma is -1.0, and must be between 0 and 1000000000000",
        "/chunks/chunk | 0 | chunks: chunk is 0, and must be 1 or more",
        "/advice/nextStep | 0 | advice: nextStep is 0, and must be 1 or more",
        "/advice/regret | -1 | advice: regret is -1.0, and must be above -1 and at most"
            + " 1000000000000",
        "/advice/size | 10 | the advice has a proof of size 10, which has no proofShots",
      })
  void refusesANumberThatCannotBe(String place, String value, String message) throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    int last = place.lastIndexOf('/');
    JsonNode parent = tree.at(place.substring(0, last));
    JsonNode number = JSON.readTree(value);
    ((ObjectNode) parent).set(place.substring(last + 1), number);
    Files.writeString(file, tree.toString());
    assertRefused("tuning.json: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fast", "throughput=many/s", "throughput=50", "p99=", "p99=soon", "p99=500"})
  void refusesAGoalThatIsNone(String goal) throws IOException {
    Files.writeString(file, Files.readString(file).replace(FULL.goal(), goal));
    assertRefused(
        "tuning.json: '%s' is not a goal: give makespan, throughput=50/s or p99=500ms; with --arrivals or --size also p50, p90 or p99.9"
            .formatted(goal));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> TuningFile.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"SERVER\"', '\"WEATHER\"'",
    "'\"cores\" : 2', '\"cores\" : \"two\"'",
    "'\"sizes\" : [', '\"sizes\" : [ 7,'",
  })
  void refusesAValueThatDoesNotFit(String old, String spoilt) throws IOException {
    Files.writeString(file, Files.readString(file).replace(old, spoilt));
    assertThatThrownBy(() -> TuningFile.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageStartingWith("tuning.json");
  }

  @Test
  void refusesAFileCutAnywhere() throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (int length = 0; length < content.length - 2; length += 7) {
      Files.write(file, Arrays.copyOf(content, length));
      assertThatThrownBy(() -> TuningFile.read(file))
          .as("cut at byte %d", length)
          .isInstanceOf(UnreadableRunException.class)
          .hasMessageStartingWith("tuning.json");
    }
  }
}
