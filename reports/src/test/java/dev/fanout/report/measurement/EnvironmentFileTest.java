package dev.fanout.report.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.fanout.report.Samples;
import dev.fanout.report.measurement.Environment.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("environment.json");
    EnvironmentFile.write(file, Samples.environment(Outcome.COMPLETE));
  }

  @ParameterizedTest
  @CsvSource({
    "'', runId, 'environment.json: runId is missing'",
    "'', plan, 'environment.json: plan is missing'",
    "/jdk, flags, 'environment.json: jdk.flags is missing'",
    "/plan/shots/1, measured, 'environment.json: plan.shots[1].measured is missing'",
    "/plan/shots/1, temperature, 'environment.json: plan.shots[1].temperature is missing'",
  })
  void namesAValueThatIsMissing(String parent, String name, String message) throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    ((ObjectNode) tree.at(parent)).remove(name);
    Files.writeString(file, tree.toString());
    assertThatThrownBy(() -> EnvironmentFile.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/plan, requests, 7, 'the plan says 7 requests with a delay of 3000 ms, but no shot in it has"
        + " these'",
    "/plan, delayMs, 7, 'the plan says 100 requests with a delay of 7 ms, but no shot in it has"
        + " these'",
    "'', endedAt, '\"2026-01-02T03:04:05Z\"',"
        + " 'endedAt is 2026-01-02T03:04:05Z, before startedAt 2026-01-02T03:04:05.678Z'",
    "/machine, maxOpenFiles, -1, 'machine: maxOpenFiles is -1, and must be 0 or more'",
    "/machine, loadBefore, 1e999," + " 'machine.loadBefore is \"Infinity\", and must be a number'",
    "/commit, id, '\"\"', 'commit: id is empty, and must be that of a commit'",
  })
  void refusesAValueThatCannotBe(String parent, String name, String value, String message)
      throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    ((ObjectNode) tree.at(parent)).putRawValue(name, new RawValue(value));
    Files.writeString(file, JSON.writeValueAsString(tree));
    assertThatThrownBy(() -> EnvironmentFile.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage("environment.json: " + message);
  }

  @Test
  void takesNoSecretFromAFileOfAnEarlierVersion() throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    ((ObjectNode) tree).put("command", "fanout run --url http://me:s3cr3t@h/?k=s3cr3t");
    ((ObjectNode) tree).put("server", "http://me:s3cr3t@h/?k=s3cr3t");
    String flag = "-Dfanout.url=http://me:s3cr3t@h/?k=s3cr3t";
    ((ArrayNode) tree.at("/jdk/flags")).add(flag);
    ((ObjectNode) tree.at("/jdk")).putArray("workerFlags").add(flag);
    ((ObjectNode) tree.at("/jdk")).putObject("inherited").put("JAVA_TOOL_OPTIONS", flag);
    ((ObjectNode) tree.at("/plan/shots/0")).putArray("flags").add(flag);
    Files.writeString(file, tree.toString());
    Environment read = EnvironmentFile.read(file);
    assertThat(read)
        .extracting(Environment::command, Environment::server)
        .containsExactly("fanout run --url http://***@h/?k=***", "http://***@h/?k=***");
    assertThat(read.toString()).contains("-Dfanout.url=http://***@h/").doesNotContain("s3cr3t");
  }

  @Test
  void readsAFileThatLacksWhatTheSystemDidNotTell() throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    ((ObjectNode) tree.at("/machine")).remove("cpu");
    ((ObjectNode) tree).remove("commit");
    Files.writeString(file, tree.toString());
    assertThat(EnvironmentFile.read(file).commit()).isNull();
    assertThat(EnvironmentFile.read(file).machine())
        .isNotNull()
        .extracting(Environment.Machine::cpu)
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"cores\" : 2', '\"cores\" : \"two\"'",
    "'\"COLD\"', '\"LUKEWARM\"'",
    "'\"shots\" : [', '\"shots\" : [ 7,'",
    "'2026-01-02T03:04:05.678Z', 'yesterday'",
  })
  void refusesAValueThatDoesNotFit(String old, String spoilt) throws IOException {
    Files.writeString(file, Files.readString(file).replace(old, spoilt));
    assertThatThrownBy(() -> EnvironmentFile.read(file))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageStartingWith("environment.json");
  }

  @Test
  void saysThatTheDelayIsAssumedOnlyWhereItIs() throws IOException {
    assertThat(file).content().doesNotContain("assumesDelay");
    assertThat(EnvironmentFile.read(file).plan().delayAssumed()).isFalse();
    EnvironmentFile.write(file, Samples.withAssumedDelay(EnvironmentFile.read(file)));
    assertThat(file).content().contains("\"assumesDelay\" : true");
    assertThat(EnvironmentFile.read(file).plan().delayAssumed()).isTrue();
  }

  @Test
  void refusesAFileCutAnywhere() throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (int length = 0; length < content.length - 2; length += 7) {
      Files.write(file, Arrays.copyOf(content, length));
      assertThatThrownBy(() -> EnvironmentFile.read(file))
          .as("cut at byte %d", length)
          .isInstanceOf(UnreadableRunException.class)
          .hasMessageStartingWith("environment.json");
    }
  }
}
