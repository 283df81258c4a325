package io.resonance.benchmark.child;

import java.util.ArrayList;
import java.util.List;

/** Options of the JVMs of children. */
public final class JvmOptions {

  /**
   * Packages Flink reaches into; the list of its own start scripts, as far as these jobs need it.
   */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.net",
          "java.io",
          "java.nio",
          "java.time",
          "java.util",
          "java.util.concurrent");

  /** Every client has the same heap and collector: the comparison is of code, not of heaps. */
  public static final List<String> CLIENT = heap("1500m");

  /** A client with a cluster of Flink inside. */
  public static final List<String> CLIENT_WITH_FLINK = withFlink();

  private JvmOptions() {}

  /** A heap of a fixed size, and the collector that has no threads of its own. */
  public static List<String> heap(String size) {
    return List.of("-Xms" + size, "-Xmx" + size, "-XX:+UseSerialGC");
  }

  private static List<String> withFlink() {
    List<String> options = new ArrayList<>(CLIENT);
    OPENED.forEach(name -> options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    return options;
  }
}
