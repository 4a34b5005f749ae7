package dev.fanout.bench.backend.call;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.call.AsyncCall;
import dev.fanout.call.BlockingCall;
import java.lang.reflect.Modifier;

/** What a class must be so that it can make calls. */
final class CallClass {
  private CallClass() {}

  /**
   * The class of that name, of which nothing has run yet.
   *
   * @throws ClassNotFoundException if it is not there
   * @throws IllegalArgumentException if it cannot make calls; the message is a sentence
   */
  static Class<?> of(String name, ClassLoader loader) throws ClassNotFoundException {
    try {
      Class<?> found = Class.forName(name, false, loader);
      require(name, found);
      return found;
    } catch (LinkageError e) { // of something else than was there when it was compiled
      throw new IllegalArgumentException(
          "The class %s cannot be loaded (%s): correct --call or --class-path."
              .formatted(name, FailureText.of(e)),
          e);
    }
  }

  private static void require(String name, Class<?> found) {
    if (!Modifier.isPublic(found.getModifiers())) {
      throw new IllegalArgumentException(
          "The class %s is not public: make it public, so that it can be called.".formatted(name));
    }
    if (!BlockingCall.class.isAssignableFrom(found) && !AsyncCall.class.isAssignableFrom(found)) {
      throw new IllegalArgumentException(
          "The class %s implements neither %s nor %s: let it implement one of them."
              .formatted(name, BlockingCall.class.getName(), AsyncCall.class.getName()));
    }
    if (Modifier.isAbstract(found.getModifiers())) {
      throw new IllegalArgumentException(
          "The class %s is abstract: name one that is not.".formatted(name));
    }
    try {
      var _ = found.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "The class %s has no public constructor without parameters: give it one, which opens what its calls need."
              .formatted(name),
          e);
    }
  }
}
