package dev.fanout.bench.backend.call;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Excerpt;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.NotOpenedException;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.call.AsyncCall;
import dev.fanout.call.BlockingCall;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.server.TimeSpan;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An object of the user's class.
 *
 * <p>Nothing stands between the clock and it but the context class loader of the thread, a field
 * that is set. No call has a time-out of its own, which would take a timer for each: the time-out
 * of the shot names the requests that have not ended.
 */
final class OwnCall {
  /** How long a constructor may take at most, however patient a caller is with calls. */
  private static final Duration TO_OPEN = Duration.ofMinutes(1);

  /** How long closing may take: no clock runs then. */
  private static final Duration TO_CLOSE = Duration.ofSeconds(10);

  private final Object user;
  private final ClassLoader loader;
  private @Nullable String leftBehind;

  private OwnCall(Object user, ClassLoader loader) {
    this.user = user;
    this.loader = loader;
  }

  /**
   * Makes an object of that class.
   *
   * @param timeout of calls, which the constructor has too, but for a minute at most
   * @throws NotOpenedException if there is none after that
   */
  static OwnCall open(String className, String classPath, Duration timeout) {
    Duration patience = timeout.compareTo(TO_OPEN) < 0 ? timeout : TO_OPEN;
    var loader = new CallLoader(classPath);
    Class<?> found = found(className, loader);
    try {
      Object user =
          patiently(
              "opening of " + className,
              loader,
              patience,
              () -> {
                try {
                  return found.getConstructor().newInstance();
                } catch (InvocationTargetException | ExceptionInInitializerError e) {
                  throw new ExecutionException(e.getCause());
                }
              });
      return new OwnCall(user, loader);
    } catch (TimeoutException e) {
      throw new NotOpenedException(
          "The constructor of %s did not return within %s."
              .formatted(className, TimeSpan.text(patience)),
          e);
    } catch (ExecutionException e) {
      throw new NotOpenedException(
          "The class %s cannot be opened (%s): correct it, or what it needs."
              .formatted(className, inWords(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotOpenedException("%s was not opened in time.".formatted(className), e);
    }
  }

  private static Class<?> found(String className, ClassLoader loader) {
    try {
      return CallClass.of(className, loader);
    } catch (ClassNotFoundException | IllegalArgumentException e) {
      throw new NotOpenedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Runs the user's code on a thread of its own, since nothing else ends code that hangs. */
  private static <T> T patiently(
      String name, ClassLoader loader, Duration patience, Callable<T> code)
      throws ExecutionException, InterruptedException, TimeoutException {
    var task = new FutureTask<>(code);
    Thread thread = Thread.ofPlatform().name(name).unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.cancel(true);
    }
  }

  /** Its calls, of a {@link BlockingCall}. */
  BlockingCalls blocking() {
    return new Blocking((BlockingCall) user);
  }

  /** Its calls, of an {@link AsyncCall}. */
  AsyncCalls async() {
    return new Async((AsyncCall) user);
  }

  /** What was still there of it after it was closed; absent if nothing was. */
  @Nullable String leftBehind() {
    return leftBehind;
  }

  private static int number(Call call) {
    return ((NumberedCall) call).request();
  }

  private static Outcome failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof CancellationException
        ? new Outcome.Cancelled()
        : new Outcome.Failed(inWords(cause));
  }

  /** What the user's class says may be long, and hold the secrets of an address. */
  private static String inWords(Throwable failure) {
    return Excerpt.of(MaskedText.of(FailureText.of(failure)));
  }

  private void close() {
    String failure = null;
    if (user instanceof AutoCloseable closeable) {
      try {
        patiently(
            "closing of " + user.getClass().getName(),
            loader,
            TO_CLOSE,
            () -> {
              closeable.close();
              return true;
            });
      } catch (ExecutionException e) {
        failure = "close failed (%s)".formatted(inWords(e));
      } catch (TimeoutException e) {
        failure = "close did not return within " + TimeSpan.text(TO_CLOSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    leftBehind = failure == null ? new LeftThreads(loader).await().orElse(null) : failure;
  }

  /** Calls that block. */
  private final class Blocking implements BlockingCalls {
    private final BlockingCall ours;

    Blocking(BlockingCall ours) {
      this.ours = ours;
    }

    @Override
    public Outcome make(Call call) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        ours.call(number(call));
        return Outcome.right();
      } catch (Throwable e) { // whatever it is, the call has failed of it
        if (e instanceof InterruptedException) {
          thread.interrupt();
        }
        return thread.isInterrupted() ? new Outcome.Cancelled() : failed(e);
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    @Override
    public void close() {
      OwnCall.this.close();
    }
  }

  /** Calls that return at once. */
  private final class Async implements AsyncCalls {
    private final AsyncCall ours;

    Async(AsyncCall ours) {
      this.ours = ours;
    }

    @Override
    public CompletableFuture<Outcome> make(Call call) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return ended(ours.call(number(call)));
      } catch (Throwable e) { // whatever it is, the call has failed of it
        return CompletableFuture.completedFuture(failed(e));
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    private static CompletableFuture<Outcome> ended(@Nullable CompletionStage<?> begun) {
      return Objects.requireNonNull(begun, "call returned null, and not a CompletionStage")
          .<Outcome>handle((_, failure) -> failure == null ? Outcome.right() : failed(failure))
          .toCompletableFuture();
    }

    @Override
    public void close() {
      OwnCall.this.close();
    }
  }
}
