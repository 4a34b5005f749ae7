package dev.fanout.bench.cli;

import dev.fanout.bench.backend.http.Address;
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
      description = "Needed where --url is not on this machine, for the load can harm a server.")
  boolean given;

  /**
   * Makes sure that it was given where it is needed.
   *
   * @param url the server; absent for one that is started here
   * @throws RefusedException if it was not, or the server's host is unknown
   */
  void require(@Nullable Address url) {
    if (url == null || isOnThisMachine(url) || given) {
      return;
    }
    throw new RefusedException(
        ("%s is not on this machine, and the load can harm it: add --yes-this-is-my-server if it is"
                + " yours.")
            .formatted(url));
  }

  private static boolean isOnThisMachine(Address url) {
    try {
      for (InetAddress address : InetAddress.getAllByName(url.trueForm().getHost())) {
        if (!isOnThisMachine(address)) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new RefusedException(
          "The host '%s' is unknown: correct --url.".formatted(url.trueForm().getHost()));
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
