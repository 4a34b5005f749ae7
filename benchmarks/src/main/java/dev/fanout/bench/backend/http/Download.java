package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.answer.SavedFile;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.TemporaryFolder;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files, written to a folder that is gone after the shot. */
final class Download extends HttpWorkload {
  private static final int USUAL_LENGTH = 256 << 10;

  private final @Nullable TemporaryFolder owned;
  private final Path folder;
  private final int length;
  private final boolean nonBlocking;

  /**
   * The downloads of a shot.
   *
   * @param specification in which the folder was prepared
   * @param owned the same folder, where nobody else removes it
   */
  Download(Specification specification, HttpBackend server, @Nullable TemporaryFolder owned) {
    super(specification, server);
    this.owned = owned;
    folder = Path.of(specification.prepared());
    Map<Parameter, Object> settings = specification.work().settings();
    length = settings.get(Parameter.FILE_BYTES) instanceof Integer bytes ? bytes : USUAL_LENGTH;
    nonBlocking = !Parameter.WRITES.isUsual(settings.get(Parameter.WRITES));
  }

  static Download begin(Work work, HttpBackend server) throws IOException {
    Path parent = server.folder();
    TemporaryFolder owned = parent == null ? TemporaryFolder.create("fanout-download") : null;
    Path folder = owned == null ? Files.createTempDirectory(parent, "download") : owned.path();
    return new Download(
        new Specification(work, server.url().toString(), folder.toString()), server, owned);
  }

  /** Where the files go. */
  Path folder() {
    return folder;
  }

  private int requests() {
    return specification.work().requests();
  }

  @Override
  public HttpCall call(int request, @Nullable String fact) {
    return HttpCall.get(
        Routes.file(server.url(), request, length),
        server.timeout(),
        new SavedFile(file(request), nonBlocking));
  }

  /** Those whose file has another checksum than what the server sends. */
  @Override
  public Map<Integer, String> faults() throws IOException {
    var faults = new TreeMap<Integer, String>();
    for (int request = 0; request < requests(); request++) {
      Path file = file(request);
      if (!Files.exists(file)) {
        faults.put(request, "no file was written");
      } else if (!MessageDigest.isEqual(
          checksum(Files.readAllBytes(file)), checksum(Contents.file(request, length)))) {
        faults.put(request, "wrong checksum of %d bytes written".formatted(Files.size(file)));
      }
    }
    return faults;
  }

  private static byte[] checksum(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private Path file(int request) {
    return folder.resolve(Integer.toString(request));
  }

  @Override
  public void close() throws IOException {
    for (int request = 0; request < requests(); request++) {
      Files.deleteIfExists(file(request));
    }
    Files.deleteIfExists(folder);
    if (owned != null) {
      owned.close();
    }
  }
}
