package dev.fanout.bench.backend.call;

import dev.fanout.call.AsyncCall;
import dev.fanout.call.BlockingCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Calls as users write them, and as they spoil them.
 *
 * <p>They are named to what is tested and loaded by it, a second time: nothing that is static is
 * shared with the test.
 */
public final class OwnCalls {
  /** How long a right call takes. */
  public static final Duration WAIT = Duration.ofMillis(50);

  private OwnCalls() {}

  /** Those classes, on the class path of the tests. */
  public static JavaCall of(Class<?>... classes) {
    return on(classPath(), classes);
  }

  /** The same, which leave a file in that folder for each call. */
  public static JavaCall marking(Path folder, Class<?>... classes) throws IOException {
    Path settings = Files.createDirectories(folder.resolve("settings"));
    Path marks = Files.createDirectories(folder.resolve("marks"));
    Files.writeString(settings.resolve("marks.properties"), "folder=" + marks);
    return on(settings + java.io.File.pathSeparator + classPath(), classes);
  }

  /** The requests that were made, in order, by such calls. */
  public static List<Integer> marked(Path folder) throws IOException {
    try (Stream<Path> marks = Files.list(folder.resolve("marks"))) {
      return marks
          .map(mark -> Integer.valueOf(mark.getFileName().toString().split("-", 2)[0]))
          .sorted()
          .toList();
    }
  }

  private static JavaCall on(String classPath, Class<?>... classes) {
    return JavaCall.of(Stream.of(classes).map(Class::getName).toList(), classPath);
  }

  /** The class path that has these classes. */
  public static String classPath() {
    try {
      return Path.of(OwnCalls.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves a mark, if a file on the class path says where. */
  private static void mark(int request) throws IOException {
    try (InputStream settings =
        Thread.currentThread().getContextClassLoader().getResourceAsStream("marks.properties")) {
      if (settings != null) {
        var properties = new Properties();
        properties.load(settings);
        Files.createFile(
            Path.of(properties.getProperty("folder"), request + "-" + UUID.randomUUID()));
      }
    }
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A right call that blocks. */
  public static class Right implements BlockingCall {
    @Override
    public void call(int request) throws Exception {
      mark(request);
      Thread.sleep(WAIT);
    }
  }

  /** A right call that returns at once. */
  public static class RightAsync implements AsyncCall {
    @Override
    public CompletionStage<?> call(int request) {
      try {
        mark(request);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return CompletableFuture.runAsync(() -> {}, later());
    }
  }

  /** Fails, with a cause. */
  public static class Failing implements BlockingCall {
    @Override
    public void call(int request) throws Exception {
      throw new IOException(
          "no answer at https://partner.example/?key=hidden", new TimeoutException());
    }
  }

  /** Fails, and says much about it. */
  public static class Verbose implements BlockingCall {
    @Override
    public void call(int request) {
      throw new IllegalStateException("why ".repeat(1_000));
    }
  }

  /** Fails, with a cause, before it has returned anything. */
  public static class ThrowingAsync implements AsyncCall {
    @Override
    public CompletionStage<?> call(int request) {
      throw new IllegalStateException("no token");
    }
  }

  /** Fails later. */
  public static class FailingAsync implements AsyncCall {
    @Override
    public CompletionStage<?> call(int request) {
      return CompletableFuture.runAsync(
          () -> {
            throw new IllegalStateException("no token");
          },
          later());
    }
  }

  /** Returns nothing. */
  public static class NullAsync implements AsyncCall {
    @Override
    @SuppressWarnings("NullAway") // the mistake that is made here
    public CompletionStage<?> call(int request) {
      return null;
    }
  }

  /** Fails for a class that is missing. */
  public static class MissingLibrary implements BlockingCall {
    @Override
    public void call(int request) {
      throw new NoClassDefFoundError("com/acme/Client");
    }
  }

  /** Lets seven through at once. */
  public static class SevenAtOnce implements BlockingCall {
    private final Semaphore seven = new Semaphore(7, true);

    @Override
    public void call(int request) throws Exception {
      seven.acquire();
      try {
        Thread.sleep(WAIT);
      } finally {
        seven.release();
      }
    }
  }

  /** Looks at what its threads and its loader are. */
  public static class Curious extends Right {
    /** Its own libraries are not those of the program. */
    public Curious() {
      if (seen("okhttp3.OkHttpClient") || seen("com.fasterxml.jackson.databind.ObjectMapper")) {
        throw new IllegalStateException("sees a library of the program");
      }
      if (!seen("java.sql.Connection") || !seen("java.net.http.HttpClient")) {
        throw new IllegalStateException("does not see the JDK");
      }
      requireLoader();
    }

    private static boolean seen(String name) {
      try {
        Class.forName(name, false, Curious.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }

    private static void requireLoader() {
      if (!Curious.class.getClassLoader().equals(Thread.currentThread().getContextClassLoader())) {
        throw new IllegalStateException("the context class loader is another one");
      }
    }

    @Override
    public void call(int request) throws Exception {
      requireLoader();
      super.call(request);
    }
  }

  /** Cannot be called from elsewhere. */
  static class NotPublic extends Right {}

  /** Is not a call. */
  public static class NoCall {}

  /** Is not whole. */
  public abstract static class NotWhole implements BlockingCall {}

  /** Needs what nobody gives it. */
  public static class NeedsMore extends Right {
    /** With something. */
    public NeedsMore(String more) {
      throw new IllegalStateException(more);
    }
  }

  /** Cannot be opened. */
  public static class NotOpened extends Right {
    /** Fails. */
    public NotOpened() throws IOException {
      throw new IOException("no password", new SecurityException());
    }
  }

  /** Cannot even be initialized. */
  public static class NotInitialized extends Right {
    private static final Path HOME = Path.of(required());

    private static String required() {
      throw new IllegalStateException("no home");
    }

    /** Would use it. */
    public NotInitialized() {
      Objects.requireNonNull(HOME);
    }
  }

  /** Is never opened. */
  public static class NeverOpened extends Right {
    /** Hangs. */
    public NeverOpened() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** Never returns. */
  public static class Never implements BlockingCall {
    @Override
    public void call(int request) throws Exception {
      new CountDownLatch(1).await();
    }
  }

  /** Returns, but for request 2, which ignores that it is interrupted. */
  public static class NeverTheThird extends Right {
    @Override
    public void call(int request) throws Exception {
      while (request == 2) {
        LockSupport.park();
        Thread.interrupted();
      }
      super.call(request);
    }
  }

  /** Is never done. */
  public static class NeverAsync implements AsyncCall {
    @Override
    public CompletionStage<?> call(int request) {
      return new CompletableFuture<>();
    }
  }

  /** Leaves threads behind, four until it is closed and five after that. */
  public static class Leaking extends Right implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Starts threads. */
    public Leaking() {
      for (int number = 0; number < 4; number++) {
        start("until closed " + number, closed);
      }
      for (int number = 0; number < 5; number++) {
        start("left " + number, new CountDownLatch(1));
      }
    }

    private static void start(String name, CountDownLatch until) {
      Thread.ofPlatform()
          .daemon()
          .name(name)
          .start(
              () -> {
                try {
                  until.await();
                } catch (InterruptedException e) {
                  // It ends.
                }
              });
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** Fails when it is closed. */
  public static class NotClosed extends Right implements AutoCloseable {
    @Override
    public void close() throws IOException {
      throw new IOException("still busy");
    }
  }
}
