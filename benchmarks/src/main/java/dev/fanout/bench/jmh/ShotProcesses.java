package dev.fanout.bench.jmh;

import dev.fanout.bench.workload.TemporaryFolder;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes that are started for a shot.
 *
 * @param others the child processes that there were before
 */
record ShotProcesses(Set<ProcessHandle> others) {
  /** Those that are started from now on. */
  static ShotProcesses fromNowOn() {
    return new ShotProcesses(ProcessHandle.current().children().collect(Collectors.toSet()));
  }

  /**
   * Ends them all, and what they have started, but for the janitor of the shot's folder, which then
   * removes the folder.
   */
  void end() {
    ProcessHandle.current()
        .children()
        .filter(child -> !others.contains(child) && !TemporaryFolder.isJanitors(child))
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
        .filter(process -> !TemporaryFolder.isJanitors(process))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }
}
