package dev.fanout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fanout.report.chart.Charts;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.Difference;
import dev.fanout.report.compare.NotComparableException;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.page.ReportMarkdown;
import dev.fanout.report.summary.Results;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.report.tuning.view.TuningMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value of a run's JSON files spoilt in turn: it is read, or refused in one sentence. */
class SpoiltRunTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<JsonNode> SPOILT =
      List.of(
          NODES.nullNode(),
          NODES.numberNode(-1),
          NODES.numberNode(0),
          NODES.numberNode(2.5),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.textNode(""),
          NODES.textNode("2"),
          NODES.textNode("a\nb"),
          NODES.arrayNode().addNull(),
          NODES.objectNode().putNull("id"));

  @TempDir Path folder = Path.of("");
  private RunFolder run = new RunFolder(folder);

  @BeforeEach
  void measure() throws IOException {
    run = new RunFolder(Files.createDirectory(folder.resolve("run")));
    Results search = MadeUpRuns.tuning(MadeUpTunings.pool());
    EnvironmentFile.write(run.environment(), search.environment());
    ShotsCsv.create(run.shots());
    for (Shot shot : search.shots()) {
      ShotsCsv.append(run.shots(), shot);
    }
    TuningFile.write(run.tuning(), MadeUpTunings.pool());
  }

  @Test
  @Tag("slow")
  void environment() throws IOException {
    JsonNode tree = ofOneShot();
    spoil(run.environment(), tree);
  }

  /** The environment of a run of one shot; its shots.csv and tuning.json are cut to that. */
  private JsonNode ofOneShot() throws IOException {
    JsonNode tree = JSON.readTree(run.environment().toFile());
    var shots = (ArrayNode) tree.at("/plan/shots");
    while (shots.size() > 1) {
      shots.remove(1);
    }
    String[] rows = Files.readString(run.shots()).split("\n", -1);
    Files.writeString(run.shots(), rows[0] + "\n" + rows[1] + "\n");
    Files.writeString(run.environment(), tree.toString());
    TuningFile.write(
        run.tuning(),
        MadeUpTunings.with(
            "/sizes",
            List.of(
                new TunedSize(
                    10, 2_000, 1, 2_020.0, 2_018.0, 2_022.0, 203.5, 0, null, null, 30, 62.5,
                    105.0)),
            "/advice/size",
            10,
            "/advice/best",
            10,
            "/advice/knee",
            10,
            "/advice/proved",
            false,
            "/advice/regret",
            null));
    isReadAsItIs();
    return tree;
  }

  @Test
  @Tag("slow")
  void tuning() throws IOException {
    ofOneShot();
    spoil(run.tuning(), JSON.readTree(run.tuning().toFile()));
  }

  private void isReadAsItIs() throws IOException {
    assertThat(RunReport.read(run).tuning()).isNotNull();
  }

  /** Puts every wrong value into every place of the tree. */
  private void spoil(Path file, JsonNode tree) throws IOException {
    for (String place : places(tree, "")) {
      for (JsonNode value : SPOILT) {
        JsonNode spoilt = tree.deepCopy();
        put(spoilt, place, value);
        Files.writeString(file, spoilt.toString());
        isReadOrRefused(file, place + " = " + value);
      }
    }
  }

  private void isReadOrRefused(Path file, String what) {
    try {
      Results results = RunReport.read(run);
      ReportMarkdown.of(results, Map.of());
      RunReport.console(results);
      Charts.of(results);
      var tuning = results.tuning();
      if (tuning != null) {
        TuningMarkdown.of(tuning, results.environment(), "");
      }
      var compared = ComparisonReport.read("run", run);
      ComparisonReport.console(
          Comparison.of(compared, compared, EnumSet.allOf(Difference.Kind.class)));
    } catch (UnreadableRunException e) {
      assertThat(e).as(what).hasMessageMatching("[^\\n]+");
      assertThat(String.valueOf(e.getMessage()))
          .as(what)
          .containsPattern(file.getFileName() + "|shots.csv")
          .doesNotContain("Jackson", "deserialize", "java.", "Cannot ", "token", "null,");
    } catch (IOException | NotComparableException | RuntimeException e) {
      fail(what, e);
    }
  }

  private static List<String> places(JsonNode node, String path) {
    var places = new ArrayList<String>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> {
                String place = path + "/" + entry.getKey();
                places.add(place);
                places.addAll(places(entry.getValue(), place));
              });
    } else if (node.isArray() && !node.isEmpty()) {
      places.add(path + "/0"); // its other elements are like it
      places.addAll(places(node.get(0), path + "/0"));
    }
    return places;
  }

  private static void put(JsonNode tree, String place, JsonNode value) {
    int last = place.lastIndexOf('/');
    JsonNode parent = tree.at(place.substring(0, last));
    String name = place.substring(last + 1);
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment.json", "tuning.json"})
  void namesWhatIsWrongWithAFileAsAWhole(String name) throws IOException {
    Path file = run.path().resolve(name);
    String whole = Files.readString(file);
    String lines = "" + (whole.lines().count() + 1);
    assertRefused(
        file,
        whole + whole,
        " continues after its first JSON value, at line "
            + lines
            + ": it must contain one value only");
    assertRefused(
        file,
        whole + "more",
        " continues after its first JSON value, at line "
            + lines
            + ": it must contain one value only");
    assertRefused(
        file, "\uFEFF" + whole, " begins with a byte order mark: save it as UTF-8 without one");
    assertRefused(file, "", " is empty");
    assertRefused(file, "{\n", " ends at line 2, in the middle of its JSON");
    assertRefused(file, "{\n\"a\": b}", " is not a JSON file: line 2, column 7 cannot be read");
    assertRefused(file, "{\n\"a\": 1, \"a\": 2}", ", line 2: a name appears twice");
    assertRefused(file, "[]", " is a list, and must be an object");
    assertRefused(file, "null", " is null, and must be an object");
    assertRefused(file, "[".repeat(2_000), " is not a JSON file: line 1");
  }

  private void assertRefused(Path file, String content, String message) throws IOException {
    Files.writeString(file, content);
    try {
      RunReport.read(run);
      fail("read " + content);
    } catch (UnreadableRunException e) {
      assertThat(e).hasMessageStartingWith(file.getFileName() + message);
    }
  }

  @Test
  void namesTheValueAndWhatItMustBe() throws IOException {
    String whole = Files.readString(run.environment());
    assertRefused(
        run.environment(),
        whole.replace("\"cores\" : 2", "\"cores\" : \"two\""),
        ": machine.cores is \"two\", and must be a whole number");
    assertRefused(
        run.environment(),
        whole.replace("\"cores\" : 2", "\"cores\" : 0"),
        ": machine: cores is 0, and must be 1 or more");
    assertRefused(
        run.environment(),
        whole.replaceFirst("\"WARM\"", "\"TEPID\""),
        ": plan.shots[0].temperature is \"TEPID\", and must be one of COLD, COLD_AOT, WARM");
    assertRefused(
        run.environment(),
        whole.replaceFirst("\"inFlight\" : \\d+", "\"inFlight\" : 0"),
        ": plan.shots[0].measured: in_flight is 0, and must be 1 or more");
  }

  @Test
  void aRunThatIsPlannedTwiceIsRefused() throws IOException {
    JsonNode tree = JSON.readTree(run.environment().toFile());
    var shots = (ArrayNode) tree.at("/plan/shots");
    shots.add(shots.get(0).deepCopy());
    assertRefused(run.environment(), tree.toString(), " plans a shot twice: fixed-thread-pool");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/model | \"virtual-threads\" | model is virtual-threads in tuning.json, and"
            + " fixed-thread-pool in shots.csv",
        "/requests | 200 | requests is 200 in tuning.json, and 100 in shots.csv",
        "/sizes/0/size | 9 | tuning.json counts 3 shots of size 9, and shots.csv has 0 valid ones",
        "/sizes/0/shots | 4 | tuning.json counts 4 shots of size 10, and shots.csv has 3 valid"
            + " ones",
        "/sizes/0/shots | 2 | tuning.json counts 2 shots of size 10, and shots.csv has 3 valid"
            + " ones",
        "/sizes/4/proofShots | 2 | tuning.json counts 5 shots of size 50, and shots.csv has 6 valid"
            + " ones",
        "/sizes/4/medianMs | 402.5 | medianMs of size 50 is 402.5 in tuning.json, and its shots"
            + " took 403.0 to 406.0 ms in shots.csv",
        "/sizes/4/proofMs | 407 | proofMs of size 50 is 407.0 in tuning.json, and its shots took"
            + " 403.0 to 406.0 ms in shots.csv",
      })
  void aTuningOfAnotherRunIsRefused(String place, String value, String message) throws IOException {
    JsonNode tree = JSON.readTree(run.tuning().toFile());
    put(tree, place, JSON.readTree(value));
    Files.writeString(run.tuning(), tree.toString());
    assertRefused(message);
  }

  @Test
  void aTuningThatLacksASizeIsRefused() throws IOException {
    JsonNode tree = JSON.readTree(run.tuning().toFile());
    ((ArrayNode) tree.at("/sizes")).remove(0);
    Files.writeString(run.tuning(), tree.toString());
    assertRefused("shots.csv has valid shots of size 10, but tuning.json does not have that size");
  }

  /** From a size that failed on, the harness drops the fresh shots of its proof. */
  @Test
  void freshShotsThatAFailureDroppedNeedNotBeTold() throws IOException {
    JsonNode tree = JSON.readTree(run.tuning().toFile());
    put(tree, "/sizes/6/shots", NODES.numberNode(2));
    Files.writeString(run.tuning(), tree.toString());
    assertRefused("tuning.json counts 2 shots of size 100, and shots.csv has 3 valid ones");
    ((ObjectNode) tree)
        .putArray("failures")
        .addObject()
        .put("size", 100)
        .put("probed", false)
        .put("how", "1 of 100 requests failed: HTTP status 500");
    Files.writeString(run.tuning(), tree.toString());
    isReadAsItIs();
    put(tree, "/sizes/6/shots", NODES.numberNode(4));
    Files.writeString(run.tuning(), tree.toString());
    assertRefused("tuning.json counts 4 shots of size 100, and shots.csv has 3 valid ones");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> RunReport.read(run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessage(message);
  }

  @Test
  void requestsThatContradictTheirShotAreRefused() throws IOException {
    RunFolder other = new RunFolder(Files.createDirectory(folder.resolve("other")));
    EnvironmentFile.write(other.environment(), Samples.environment(Outcome.COMPLETE));
    ShotsCsv.create(other.shots());
    Shot valid = Samples.shots().getFirst();
    ShotsCsv.append(other.shots(), valid);
    RequestsCsv.create(other.requests());
    RequestsCsv.append(other.requests(), valid, Samples.requests(valid));
    String whole = Files.readString(other.requests());
    run = other;
    assertRefused(
        other.requests(),
        whole.replaceFirst(",warm,0,", ",warm,100,"),
        ", row 1: request 100 is not one of the 100 of its shot");
    assertRefused(
        other.requests(),
        whole.replaceFirst(",ok,", ",HTTP status 500,"),
        ", row 1: request 0 failed, and the shot is valid");
    assertRefused(
        other.requests(),
        whole.replaceFirst(",0\\.000,3004\\.000,", ",5000.000,3004.000,"),
        ", row 1: end_ms is 3004.0, before start_ms 5000.0");
    assertRefused(
        other.requests(),
        whole.replaceFirst(",0\\.000,3004\\.000,", ",-1.000,3004.000,"),
        ", row 1: start_ms is -1.0, and must be 0 or more");
    assertRefused(
        other.requests(),
        whole.replaceFirst(",0\\.000,3004\\.000,", ",0.000,3022.300,"),
        ", row 1: end_ms is 3022.3, after the end of its shot at 3021.25");
    assertRefused(
        other.requests(),
        whole.replaceFirst(",warm,0,0,", ",warm,0,100,"),
        ", row 1: lane 100 is too high: the 100 requests of the shot use at most 100 lanes");
    assertRefused(
        other.requests(),
        whole.replaceFirst(",virtual-threads,", ",virtual-thread,"),
        ", row 1: its shot is not in shots.csv, and rows of another shot follow");
  }
}
