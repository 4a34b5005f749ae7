package dev.fanout.bench.backend.call;

import dev.fanout.call.BlockingCall;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Loads the user's classes. It gives them the JDK and {@code dev.fanout.call}, and no library of
 * this program, so that their OkHttp or Spring is the one on their class path.
 *
 * <p>It is never closed, since a thread that the user's class has left may still load classes.
 */
final class CallLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /**
   * A loader of that class path.
   *
   * @param classPath files and folders, as {@link ClassPath#entries} joins them
   */
  CallLoader(String classPath) {
    super("call", urls(classPath), new Shared());
  }

  private static URL[] urls(String classPath) {
    var urls = new ArrayList<URL>();
    for (Path entry : ClassPath.of(classPath)) {
      try {
        urls.add(entry.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException(entry.toString(), e);
      }
    }
    return urls.toArray(URL[]::new);
  }

  /** Loads what user and program share. */
  private static final class Shared extends ClassLoader {
    private static final String PACKAGE = BlockingCall.class.getPackageName() + ".";

    static {
      registerAsParallelCapable();
    }

    Shared() {
      super("shared with call", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(PACKAGE)) {
        return Class.forName(name, false, BlockingCall.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
