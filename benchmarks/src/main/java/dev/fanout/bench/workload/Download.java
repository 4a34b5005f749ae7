package dev.fanout.bench.workload;

import dev.fanout.bench.answer.SavedFile;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** Files, written to a folder that is gone after the shot. */
record Download(Work work, Destination server, Path folder) implements Workload {
  static Download begin(Work work, Destination server) throws IOException {
    String parent = System.getProperty(Work.FOLDER_PROPERTY);
    return new Download(
        work,
        server,
        parent == null
            ? Files.createTempDirectory("fanout-download")
            : Files.createTempDirectory(Path.of(parent), "download"));
  }

  @Override
  public SlowCall call(int request) {
    return SlowCall.get(
        Routes.file(server.url(), request, work.fileBytes()),
        server.timeout(),
        new SavedFile(file(request), work.nonBlockingWrites()));
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
          checksum(Files.readAllBytes(file)), checksum(Contents.file(request, work.fileBytes())))) {
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
  }
}
