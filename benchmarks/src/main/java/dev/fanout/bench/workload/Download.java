package dev.fanout.bench.workload;

import dev.fanout.bench.answer.SavedFile;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;
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

/**
 * Files, written to a folder that is gone after the shot.
 *
 * @param owned the same folder, where nobody else removes it
 */
record Download(Work work, Destination server, Path folder, @Nullable TemporaryFolder owned)
    implements Workload {
  private static final int USUAL_LENGTH = 256 << 10;

  private int length() {
    return work.settings().get(Parameter.FILE_BYTES) instanceof Integer bytes
        ? bytes
        : USUAL_LENGTH;
  }

  private boolean writesWithoutBlocking() {
    return !Parameter.WRITES.isUsual(work.settings().get(Parameter.WRITES));
  }

  static Download begin(Work work, Destination server) throws IOException {
    String parent = System.getProperty(Work.FOLDER_PROPERTY);
    if (parent != null) {
      Path folder = Files.createTempDirectory(Path.of(parent), "download");
      return new Download(work, server, folder, null);
    }
    TemporaryFolder owned = TemporaryFolder.create("fanout-download");
    return new Download(work, server, owned.path(), owned);
  }

  @Override
  public SlowCall call(int request) {
    return SlowCall.get(
        Routes.file(server.url(), request, length()),
        server.timeout(),
        new SavedFile(file(request), writesWithoutBlocking()));
  }

  /** Those whose file has another checksum than what the server sends. */
  @Override
  public Map<Integer, String> faults() throws IOException {
    var faults = new TreeMap<Integer, String>();
    for (int request = 0; request < work.requests(); request++) {
      Path file = file(request);
      if (!Files.exists(file)) {
        faults.put(request, "no file was written");
      } else if (!MessageDigest.isEqual(
          checksum(Files.readAllBytes(file)), checksum(Contents.file(request, length())))) {
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
    for (int request = 0; request < work.requests(); request++) {
      Files.deleteIfExists(file(request));
    }
    Files.deleteIfExists(folder);
    if (owned != null) {
      owned.close();
    }
  }
}
