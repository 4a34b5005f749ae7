package dev.fanout.bench.backend.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallBackendTest {
  private static final String FIXTURES = OwnCalls.class.getName() + "$";

  @TempDir Path folder = Path.of("");

  @Test
  void eachCallIsMadeWithItsNumber() throws Exception {
    OpenBackend backend =
        open(OwnCalls.marking(folder, OwnCalls.Right.class, OwnCalls.RightAsync.class));
    try (BlockingCalls calls = backend.blocking(1)) {
      assertThat(calls.make(new NumberedCall(7))).isEqualTo(Outcome.right());
    }
    try (AsyncCalls calls = backend.async("call", 1)) {
      assertThat(calls.make(new NumberedCall(8)).get(10, TimeUnit.SECONDS))
          .isEqualTo(Outcome.right());
    }
    assertThat(OwnCalls.marked(folder)).containsExactly(7, 8);
    assertThat(backend.leftBehind()).isEmpty();
  }

  @Test
  void aClassSeesTheJdkAndTheInterfacesAndNoLibraryOfTheProgram() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (BlockingCalls calls = open(OwnCalls.of(OwnCalls.Curious.class)).blocking("call", 1)) {
      assertThat(calls.make(new NumberedCall(0))).isEqualTo(Outcome.right());
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Failing        | IOException: no answer at https://partner.example/?key=***, by TimeoutException
          MissingLibrary | NoClassDefFoundError: com/acme/Client
          """)
  void aBlockingCallThatThrowsHasFailedOfThat(String name, String status) {
    try (BlockingCalls calls =
        open(JavaCall.of(List.of(FIXTURES + name), OwnCalls.classPath())).blocking(1)) {
      assertThat(calls.make(new NumberedCall(0))).isEqualTo(new Outcome.Failed(status));
    }
  }

  @Test
  void ofALongReasonTheBeginningIsShown() {
    try (BlockingCalls calls =
        open(JavaCall.of(List.of(FIXTURES + "Verbose"), OwnCalls.classPath())).blocking(1)) {
      assertThat(calls.make(new NumberedCall(0)).status())
          .hasSize(201)
          .startsWith("IllegalStateException: why why ")
          .endsWith("…");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ThrowingAsync | IllegalStateException: no token
          FailingAsync  | IllegalStateException: no token
          NullAsync     | NullPointerException: call returned null, and not a CompletionStage
          """)
  void anAsynchronousCallThatFailsHasFailedOfThat(String name, String status) throws Exception {
    OpenBackend backend = open(JavaCall.of(List.of(FIXTURES + name), OwnCalls.classPath()));
    try (AsyncCalls calls = backend.async("call", 1);
        BlockingCalls waiting = backend.blocking(1)) {
      assertThat(calls.make(new NumberedCall(0)).get(10, TimeUnit.SECONDS))
          .isEqualTo(new Outcome.Failed(status));
      assertThat(waiting.make(new NumberedCall(0))).isEqualTo(new Outcome.Failed(status));
    }
  }

  @Test
  void aCallThatIsInterruptedIsCancelled() {
    try (BlockingCalls calls = open(OwnCalls.of(OwnCalls.Never.class)).blocking(1)) {
      Thread.currentThread().interrupt();
      assertThat(calls.make(new NumberedCall(0))).isEqualTo(new Outcome.Cancelled());
      assertThat(Thread.interrupted()).as("so that the model learns of it").isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NotPublic | is not public: make it public
          NoCall    | implements neither dev.fanout.call.BlockingCall nor dev.fanout.call.AsyncCall
          NotWhole  | is abstract
          NeedsMore | has no public constructor without parameters
          Absent    | is not on the class path
          """)
  void aClassThatCannotMakeCallsIsRefused(String name, String why) {
    assertThatThrownBy(() -> JavaCall.of(List.of(FIXTURES + name), OwnCalls.classPath()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(FIXTURES + name, why);
  }

  @Test
  void twoOfAKindAreRefused() {
    assertThatThrownBy(() -> OwnCalls.of(OwnCalls.Right.class, OwnCalls.Never.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are of one kind: --call takes a BlockingCall, an AsyncCall, or one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NotOpened      | IOException: no password, by SecurityException
          NotInitialized | IllegalStateException: no home
          """)
  void aClassThatCannotBeOpenedSaysWhy(String name, String why) {
    OpenBackend backend = open(JavaCall.of(List.of(FIXTURES + name), OwnCalls.classPath()));
    assertThatThrownBy(() -> backend.blocking(1))
        .isInstanceOf(NotOpenedException.class)
        .hasMessage(
            "The class %s%s cannot be opened (%s): correct it, or what it needs.",
            FIXTURES, name, why);
  }

  @Test
  void aConstructorThatDoesNotReturnIsNamed() {
    OpenBackend backend = open(OwnCalls.of(OwnCalls.NeverOpened.class), Duration.ofMillis(100));
    assertThatThrownBy(() -> backend.blocking(1))
        .isInstanceOf(NotOpenedException.class)
        .hasMessage("The constructor of %sNeverOpened did not return within 100ms.", FIXTURES);
  }

  @Test
  void threadsThatAreLeftAreNamed() {
    OpenBackend backend = open(OwnCalls.of(OwnCalls.Leaking.class));
    backend.blocking(1).close();
    assertThat(backend.leftBehind())
        .hasValue("5 threads were still alive: left 0, left 1, left 2 and 2 more");
  }

  @Test
  void aCloseThatFailsIsNamed() {
    OpenBackend backend = open(OwnCalls.of(OwnCalls.NotClosed.class));
    backend.blocking(1).close();
    assertThat(backend.leftBehind()).hasValue("close failed (IOException: still busy)");
  }

  @Test
  void aClassPathIsReadAsJavaReadsIt() throws Exception {
    Path one = jar("b.jar");
    Path other = jar("a.JAR");
    Files.writeString(folder.resolve("c.txt"), "");
    String all = folder + File.separator + "*";
    assertThat(ClassPath.entries(all + File.pathSeparator + folder + File.pathSeparator + one))
        .isEqualTo(String.join(File.pathSeparator, other + "", one + "", folder + "", one + ""));
    assertThat(ClassPath.entries("")).isEqualTo(Path.of("").toAbsolutePath().toString());
  }

  private Path jar(String name) throws Exception {
    Path file = folder.resolve(name);
    new JarOutputStream(Files.newOutputStream(file)).close();
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent/classes", "absent/*"})
  void anEntryThatDoesNotExistIsRefused(String entry) {
    assertThatThrownBy(
            () -> JavaCall.of(List.of("A"), OwnCalls.classPath() + File.pathSeparator + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'%s' of --class-path does not exist (", entry)
        .hasMessageContaining(Path.of("absent").toAbsolutePath().toString());
  }

  private static OpenBackend open(JavaCall call) {
    return open(call, Duration.ofSeconds(10));
  }

  private static OpenBackend open(JavaCall call, Duration timeout) {
    return BackendType.of("call").open(new Opening("call", call.settings(), timeout));
  }
}
