package io.resonance.benchmark.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which core each child runs on, where the machine lets one choose (taskset of util-linux). */
public final class Pinning {

  private final Optional<Path> taskset;
  private final List<Integer> cores;

  Pinning(Optional<Path> taskset, List<Integer> cores) {
    this.taskset = taskset;
    this.cores = List.copyOf(cores);
  }

  /** What this machine offers. */
  public static Pinning ofThisMachine() {
    Optional<Path> taskset =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, "taskset"))
            .filter(Files::isExecutable)
            .findFirst();
    return new Pinning(taskset, allowedCores());
  }

  /** Whether what is measured has a core that no other child uses. */
  public boolean isPossible() {
    return taskset.isPresent() && cores.size() >= 2;
  }

  /** For people: who runs where. */
  public String describe() {
    if (!isPossible()) {
      return "not pinned (%s): the figures are noisier than they need to be"
          .formatted(taskset.isEmpty() ? "there is no taskset" : "there is one core only");
    }
    return "pinned: client on core %d, server on core %d, Kafka on core %d"
        .formatted(core(Place.CLIENT), core(Place.SERVER), core(Place.KAFKA));
  }

  List<String> prefix(Place place) {
    return isPossible()
        ? List.of(taskset.orElseThrow().toString(), "-c", String.valueOf(core(place)))
        : List.of();
  }

  private int core(Place place) {
    return cores.get(
        switch (place) {
          case CLIENT -> 0;
          case SERVER -> 1;
          case KAFKA -> Math.min(2, cores.size() - 1);
        });
  }

  /** The cores this process may use: a container may allow only some. */
  private static List<Integer> allowedCores() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .findFirst()
          .map(line -> parse(line.substring(line.indexOf(':') + 1).strip()))
          .orElse(List.of());
    } catch (IOException notLinux) {
      return List.of();
    }
  }

  /** Reads Linux's list of cores, such as {@code 0-3,8}. */
  static List<Integer> parse(String list) {
    List<Integer> cores = new ArrayList<>();
    for (String range : list.split(",")) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      for (int core = first; core <= last; core++) {
        cores.add(core);
      }
    }
    return cores;
  }

  /** The roles of children that want a core. */
  public enum Place {
    CLIENT,
    SERVER,
    KAFKA
  }
}
