package dev.fanout.report.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fanout.report.MadeUpBehaviours;
import dev.fanout.report.Samples;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are hard on CSV, and files cut or spoilt at any byte. */
@Tag("slow")
class CsvFuzzTest {
  private static final List<String> HARD =
      List.of(
          "=",
          "+",
          "-",
          "@",
          "'",
          "\"",
          "\"\"",
          ",",
          "\n",
          "\r",
          "\r\n",
          "\t",
          " ",
          "\u0000",
          "\\",
          "#",
          ";",
          "|",
          "ä",
          "\u2028",
          "\uFEFF",
          "😀",
          "<script>",
          "=1+1",
          "x",
          "0",
          "null");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void readsAnyTextThatItWrote(long seed) throws IOException {
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      Shot shot = shot(random);
      List<RequestTrace> requests = List.of(new RequestTrace(0, 0, 0, 1, text(random)));
      Path shots = folder.resolve("shots-%d.csv".formatted(i));
      Path traces = folder.resolve("requests-%d.csv".formatted(i));
      ShotsCsv.create(shots);
      ShotsCsv.append(shots, shot);
      RequestsCsv.create(traces);
      RequestsCsv.append(traces, shot, requests);
      assertThat(ShotsCsv.read(shots)).as("seed %d, shot %d", seed, i).containsExactly(shot);
      assertThat(RequestsCsv.read(traces, List.of(shot)))
          .as("seed %d, shot %d", seed, i)
          .containsEntry(shot, requests);
      assertThat(CutShort.lines(shots)).as("seed %d, shot %d", seed, i).isZero();
      Path observed = folder.resolve("behaviour-%d.csv".formatted(i));
      String says = text(random) + "s";
      var behaviour =
          new Behaviour(
              text(random) + "m",
              null,
              says,
              Scenario.RACE_TEN,
              Verdict.HUNG,
              says,
              says,
              Map.of());
      BehaviourCsv.create(observed);
      BehaviourCsv.append(observed, behaviour);
      assertThat(BehaviourCsv.read(observed))
          .as("seed %d, behaviour %d", seed, i)
          .containsExactly(behaviour);
    }
  }

  @Test
  void readsAVeryLongText() throws IOException {
    Path file = folder.resolve("shots.csv");
    Shot shot = shot("m", "\"=\n".repeat(500_000));
    ShotsCsv.create(file);
    ShotsCsv.append(file, shot);
    assertThat(ShotsCsv.read(file)).containsExactly(shot);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'quoted"})
  void noSpreadsheetTakesATextForAFormula(String text) throws IOException {
    Path file = folder.resolve("shots.csv");
    ShotsCsv.create(file);
    ShotsCsv.append(file, shot(text, text));
    String row = Files.readString(file).split("\n", 2)[1];
    assertThat(row).contains("'" + text).doesNotContain("," + text).doesNotContain(",\"" + text);
    assertThat(ShotsCsv.read(file)).containsExactly(shot(text, text));
  }

  @Test
  void writesHalfASurrogatePairAsAQuestionMark() throws IOException {
    Path file = folder.resolve("shots.csv");
    ShotsCsv.create(file);
    ShotsCsv.append(file, shot("m", "a\uD83Db"));
    assertThat(ShotsCsv.read(file)).containsExactly(shot("m", "a?b"));
  }

  /** A writer that was killed leaves any number of bytes; what was whole before must be read. */
  @Test
  void readsTheWholeRowsOfAFileCutAnywhere() throws IOException {
    List<Shot> shots = List.of(shot("m", "ä\n\"x\"\r\n,"), shot("n", "😀"), shot("=m", "last"));
    Path file = folder.resolve("shots.csv");
    ShotsCsv.create(file);
    int[] ends = new int[shots.size() + 1];
    ends[0] = Math.toIntExact(Files.size(file));
    for (int i = 0; i < shots.size(); i++) {
      ShotsCsv.append(file, shots.get(i));
      ends[i + 1] = Math.toIntExact(Files.size(file));
    }
    byte[] content = Files.readAllBytes(file);
    for (int length = 0; length <= content.length; length++) {
      Files.write(file, Arrays.copyOf(content, length));
      int cut = length;
      long whole = Arrays.stream(ends).filter(end -> end <= cut).count();
      if (whole == 0) {
        assertMalformed(file, "shots.csv has no complete row, not even a header");
      } else {
        assertThat(ShotsCsv.read(file))
            .as("cut at byte %d", length)
            .isEqualTo(shots.subList(0, Math.toIntExact(whole - 1)));
        assertThat(CutShort.lines(file) == 0)
            .as("cut at byte %d", length)
            .isEqualTo(Arrays.stream(ends).anyMatch(end -> end == cut));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void readsOrRefusesAFileThatWasSpoilt(long seed) throws IOException {
    var random = new Random(seed);
    Path file = folder.resolve("shots.csv");
    Path requests = folder.resolve("requests.csv");
    ShotsCsv.create(file);
    RequestsCsv.create(requests);
    for (Shot shot : Samples.shots()) {
      ShotsCsv.append(file, shot);
      RequestsCsv.append(requests, shot, List.of(new RequestTrace(0, 0, 0, 1, "ok")));
    }
    byte[] shots = Files.readAllBytes(file);
    byte[] traces = Files.readAllBytes(requests);
    Path observed = folder.resolve("behaviour.csv");
    BehaviourCsv.create(observed);
    for (Behaviour row : MadeUpBehaviours.all().rows().subList(0, 12)) {
      BehaviourCsv.append(observed, row);
    }
    byte[] behaviours = Files.readAllBytes(observed);
    for (int i = 0; i < 1_000; i++) {
      Files.write(file, spoilt(shots, random));
      Files.write(requests, spoilt(traces, random));
      Files.write(observed, spoilt(behaviours, random));
      try {
        BehaviourCsv.read(observed);
      } catch (UnreadableRunException e) {
        assertThat(e).hasMessageMatching("(?s)behaviour\\.csv.*");
      }
      try {
        ShotsCsv.read(file);
        RequestsCsv.read(requests, Samples.shots());
      } catch (UnreadableRunException e) {
        assertThat(e).hasMessageMatching("(?s)(shots|requests)\\.csv.*");
      } catch (IOException | RuntimeException e) {
        fail("seed %d, file %d".formatted(seed, i), e);
      }
    }
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = folder.resolve("shots.csv");
    ShotsCsv.create(file);
    ShotsCsv.append(file, shot("m", "ä"));
    byte[] content = Files.readAllBytes(file);
    byte[] latin1 = new String(content, UTF_8).getBytes(ISO_8859_1);
    Files.write(file, latin1);
    assertMalformed(file, "shots.csv is not UTF-8 text");
  }

  private static void assertMalformed(Path file, String message) throws IOException {
    try {
      ShotsCsv.read(file);
      fail("read what is no CSV file");
    } catch (UnreadableRunException e) {
      assertThat(e).hasMessage(message);
    }
  }

  /** A few bytes changed, taken out or put in. */
  private static byte[] spoilt(byte[] content, Random random) {
    byte[] hard = "\",\n\r'=-0x\u0000".getBytes(UTF_8);
    byte[] spoilt = content.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(spoilt.length);
      switch (random.nextInt(3)) {
        case 0 -> spoilt[at] = (byte) random.nextInt(256);
        case 1 -> spoilt[at] = hard[random.nextInt(hard.length)];
        default -> {
          int until = Math.min(spoilt.length, at + random.nextInt(40));
          byte[] shorter = Arrays.copyOf(spoilt, spoilt.length - (until - at));
          System.arraycopy(spoilt, until, shorter, at, spoilt.length - until);
          spoilt = shorter;
        }
      }
    }
    return spoilt;
  }

  private static Shot shot(Random random) {
    return shot(text(random) + "m", text(random) + "f");
  }

  private static String text(Random random) {
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(_ -> HARD.get(random.nextInt(HARD.size())))
        .collect(Collectors.joining());
  }

  /** A failed shot; its texts are the given ones. */
  private static Shot shot(String model, String failure) {
    Shot sample = Samples.failedShot(Samples.VIRTUAL, Temperature.COLD, 1);
    return new Shot(
        sample.runId(),
        sample.round(),
        new Case(model, model, model, null, null, 1, model, 100, 3_000),
        sample.temperature(),
        sample.floorMs(),
        null,
        sample.succeeded(),
        sample.failed(),
        sample.startedAt(),
        failure,
        null,
        Map.of());
  }
}
