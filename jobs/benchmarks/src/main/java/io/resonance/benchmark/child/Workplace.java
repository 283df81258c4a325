package io.resonance.benchmark.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the children of one measurement run and leave their files.
 *
 * @param pinning the cores
 * @param folder for logs and whatever else is needed until the measurement ends
 */
public record Workplace(Pinning pinning, Path folder) {

  /** Starts a part in a JVM of its own. */
  public ChildProcess start(
      String part, Pinning.Place place, List<String> jvm, Map<String, String> settings)
      throws InterruptedException {
    return ChildProcess.start(
        new ChildProcess.Plan(part, pinning, place, jvm, folder.resolve(part + ".log")), settings);
  }

  /** Starts another program that keeps up the same conversation. */
  public ChildProcess start(String part, Pinning.Place place, List<String> command)
      throws InterruptedException {
    return ChildProcess.start(
        new ChildProcess.Plan(part, pinning, place, List.of(), folder.resolve(part + ".log")),
        command);
  }
}
