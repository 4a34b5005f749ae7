package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.http.answer.Answer;
import dev.fanout.bench.backend.http.answer.SavedFile;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.bench.workload.Works;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  private static final URI URL = Works.NOWHERE.url();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writesTheFilesAndIsGoneAfterwards(boolean nonBlocking) throws Exception {
    Path folder;
    try (LiveShot live = live(nonBlocking)) {
      folder = folder(live);
      assertThat(((HttpCall) live.workload().call(1, null)).handler())
          .isEqualTo(new SavedFile(folder.resolve("1"), nonBlocking));
      live.fire(nonBlocking ? server().atOnce() : server().inTurn());
      live.verify();
      assertThat(statuses(live)).containsExactly("ok", "ok", "ok");
      for (int request = 0; request < 3; request++) {
        assertThat(folder.resolve(Integer.toString(request)))
            .hasBinaryContent(Contents.file(request, Works.FILE_BYTES));
      }
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void findsFilesThatAreMissingOrTamperedWith() throws Exception {
    try (LiveShot live = live(false)) {
      live.fire(server().inTurn());
      Path folder = folder(live);
      Files.delete(folder.resolve("0"));
      byte[] content = Contents.file(1, Works.FILE_BYTES);
      content[Works.FILE_BYTES / 2] ^= 1;
      Files.write(folder.resolve("1"), content);
      live.verify();
      assertThat(statuses(live))
          .containsExactly("no file was written", "wrong checksum of 5000 bytes written", "ok");
    }
  }

  @Test
  void findsFilesThatAreTooShortTooLongOrAnothers() throws Exception {
    try (LiveShot live = live(false)) {
      live.fire(server().inTurn());
      Path folder = folder(live);
      Files.write(folder.resolve("0"), Contents.file(0, 4_999));
      Files.write(folder.resolve("1"), new byte[1], StandardOpenOption.APPEND);
      Files.write(folder.resolve("2"), Contents.file(1, Works.FILE_BYTES));
      live.verify();
      assertThat(statuses(live))
          .containsExactly(
              "wrong checksum of 4999 bytes written",
              "wrong checksum of 5001 bytes written",
              "wrong checksum of 5000 bytes written");
    }
  }

  @Test
  void keepsTheReasonWhyARequestFailed() throws Exception {
    try (LiveShot live = live(false)) {
      Answering refusing = call -> new Answer(500, null, new byte[0]);
      live.fire(refusing.inTurn());
      live.verify();
      assertThat(statuses(live)).containsOnly("HTTP status 500").hasSize(3);
    }
  }

  @Test
  void failsRequestsWhoseFileCannotBeWritten() throws Exception {
    for (boolean nonBlocking : List.of(true, false)) {
      try (LiveShot live = live(nonBlocking)) {
        Path folder = folder(live);
        Files.delete(folder);
        live.fire(nonBlocking ? server().atOnce() : server().inTurn());
        assertThat(statuses(live))
            .containsExactly(
                "NoSuchFileException: " + folder.resolve("0"),
                "NoSuchFileException: " + folder.resolve("1"),
                "NoSuchFileException: " + folder.resolve("2"));
      }
    }
  }

  @Test
  void savesInTheFolderAskedFor(@TempDir Path parent) throws Exception {
    var settings = Map.of(HttpBackend.URL, URL.toString(), BackendType.FOLDER, parent.toString());
    var server = HttpBackend.of(new Opening(HttpType.KEY, settings, Duration.ofSeconds(1)));
    Work downloads = Works.of(WorkloadKind.DOWNLOAD, 3, "3s");
    for (Destination to : List.of(server, server.warmUp())) {
      try (LiveShot live = LiveShot.of(downloads, to)) {
        assertThat(folder(live)).hasParentRaw(parent).isDirectory();
      }
      assertThat(parent).as("after the shot").isEmptyDirectory();
    }
  }

  /** Answers each call with the file of its number. */
  private static Answering server() {
    List<URI> files =
        IntStream.range(0, 3)
            .mapToObj(request -> Routes.file(URL, request, Works.FILE_BYTES))
            .toList();
    return call ->
        new Answer(200, null, Contents.file(files.indexOf(call.url()), Works.FILE_BYTES));
  }

  private static LiveShot live(boolean nonBlocking) throws IOException {
    Work work = Works.of(WorkloadKind.DOWNLOAD, 3, "3s");
    var settings = new HashMap<>(work.settings());
    settings.put(Parameter.WRITES, nonBlocking ? "non-blocking" : "blocking");
    return LiveShot.of(
        new Work(work.kind(), work.requests(), work.delay(), work.seed(), settings), Works.NOWHERE);
  }

  private static Path folder(LiveShot live) {
    return ((Download) live.workload()).folder();
  }

  private static List<String> statuses(LiveShot live) {
    return live.timeline().traces().stream().map(RequestTrace::status).toList();
  }
}
