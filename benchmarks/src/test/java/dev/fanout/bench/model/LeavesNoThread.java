package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Fails a test class whose tests have left a thread running that would hold the JVM.
 *
 * <p>Each test runs on a thread of its own. What that thread starts, and what is started by this in
 * turn, is of the same group; or, if a virtual thread has started it, has the same class loader.
 * Thus the threads of other tests, which run at the same time, are none of its business.
 */
public final class LeavesNoThread implements InvocationInterceptor, AfterAllCallback {
  private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
  private final ThreadGroup group = new ThreadGroup("of one test class");

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation);
  }

  private void run(Invocation<@Nullable Void> invocation) throws Throwable {
    var test =
        new FutureTask<@Nullable Void>(
            () -> {
              try {
                return invocation.proceed();
              } catch (Exception | Error e) {
                throw e;
              } catch (Throwable e) {
                throw new AssertionError(e);
              }
            });
    var thread = new Thread(group, test);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      test.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(left()).as("threads left running").isEmpty());
  }

  private List<Thread> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !thread.isDaemon())
        .filter(
            thread ->
                group.equals(thread.getThreadGroup())
                    || loader.equals(thread.getContextClassLoader()))
        .toList();
  }
}
