/**
 * What a call of your own implements, so that fanout-bench can measure it.
 *
 * <p>A call is a public class with a public constructor without parameters that implements {@link
 * dev.fanout.call.BlockingCall} or {@link dev.fanout.call.AsyncCall}. Models that block a thread
 * for each call need the first, models that call back need the second. To measure both kinds of
 * model in one run, write two classes and name both.
 *
 * <p>The constructor opens what the calls need, such as a client or a connection pool. It runs once
 * in each JVM that makes calls, before the clock starts; the time that it takes is reported as
 * opening time. If the class is also {@link java.lang.AutoCloseable}, {@code close} runs once,
 * after the last call. After it, no thread that the class has started may still run.
 *
 * <p>One object makes all calls of a JVM, from many threads at once, so it must be safe for use by
 * several threads. The context class loader of each thread that runs your code is the one that has
 * loaded your class. That loader sees the JDK, this package and your class path, and no library of
 * fanout-bench.
 */
package dev.fanout.call;
