package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.plan.RefusedException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The consent that it takes to put a load on a server that is not on this machine. */
final class Consent {
  @Option(
      names = "--yes-this-is-my-server",
      description =
          "Needed where the server is not on this machine, for the load can harm a server.")
  boolean given;

  /**
   * Makes sure that it was given where it is needed.
   *
   * @param own what is called; absent for a server that is started here
   * @throws RefusedException if it was not, or the server's host is unknown
   */
  void require(@Nullable Endpoint own) {
    if (own == null || own.host().stream().allMatch(host -> isOnThisMachine(host, own)) || given) {
      return;
    }
    throw new RefusedException(
        ("%s is not on this machine, and the load can harm it: add --yes-this-is-my-server if it is"
                + " yours.")
            .formatted(own));
  }

  private static boolean isOnThisMachine(String host, Endpoint own) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isOnThisMachine(address)) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new RefusedException(
          "The host '%s' is unknown: correct %s.".formatted(host, own.option()));
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean isOnThisMachine(InetAddress address) throws SocketException {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }
}
