package dev.fanout.call;

/** A call that holds its thread until it is done. */
@FunctionalInterface
public interface BlockingCall {
  /**
   * Makes the call and returns when it is done. A call that throws has failed, for that reason.
   *
   * <p>If the thread is interrupted, the call is no longer needed and should end soon.
   *
   * @param request the number of the request, from 0; different calls may thus ask for different
   *     things. A warm-up uses the same numbers again
   * @throws Exception if the call fails
   */
  void call(int request) throws Exception;
}
