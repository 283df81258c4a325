package io.resonance.benchmark.child;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The child's side of the conversation with {@link ChildProcess}: one line in, one line out.
 * Anything else that is printed goes to stderr, which the parent keeps in a file. The end of stdin
 * ends the child, so that none outlives its parent.
 */
public final class ChildMain {

  /** First argument of a JVM that is a child. */
  public static final String FLAG = "--child";

  static final String TOTALS = "totals";
  static final String HEAP = "heap";
  static final String STOP = "stop";
  static final String READY = "ready";
  static final String FAILED = "failed";

  private static final int LONGEST_MESSAGE = 400;

  private ChildMain() {}

  /**
   * Starts a part and answers questions until the parent is done with it; never returns.
   *
   * @param arguments name of the part, then {@code key=value}
   * @param parts all there are, by name
   */
  public static void run(String[] arguments, Map<String, ChildPart.Factory> parts) {
    PrintStream answers = System.out;
    System.setOut(System.err);
    int exit = 0;
    try {
      ChildPart part = parts.get(arguments[0]).start(settings(arguments));
      answers.println(READY + line(part.facts()));
      converse(part, answers);
      part.stop();
    } catch (Exception failure) {
      failure.printStackTrace();
      answers.println(FAILED + " " + oneLine(String.valueOf(failure.getMessage())));
      exit = 1;
    }
    // Threads of libraries must not keep the process.
    System.exit(exit);
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + " ...";
  }

  private static void converse(ChildPart part, PrintStream answers) throws Exception {
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String question = questions.readLine();
        question != null;
        question = questions.readLine()) {
      switch (question) {
        case TOTALS -> answers.println(TOTALS + line(clocked(part.totals())));
        case HEAP -> answers.println(HEAP + line(Map.of(HEAP, Heap.usedBytes())));
        case STOP -> {
          return;
        }
        default -> throw new IllegalStateException("The parent asked '%s'".formatted(question));
      }
    }
  }

  private static Map<String, Long> clocked(Map<String, Long> totals) {
    Map<String, Long> clocked = new TreeMap<>(totals);
    clocked.put(Measurement.CPU_NANOS, processCpuNanos());
    clocked.put(Measurement.WALL_NANOS, System.nanoTime());
    clocked.put(
        Measurement.COMPILED_MILLIS,
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    return clocked;
  }

  /** CPU time of all threads of this process, those of compiler and garbage collector included. */
  private static long processCpuNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  private static String line(Map<String, ?> values) {
    StringBuilder line = new StringBuilder();
    new TreeMap<>(values)
        .forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
    return line.toString();
  }

  /** The inverse of {@link #line}. */
  static Map<String, String> settings(String[] words) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      settings.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return settings;
  }
}
