package io.resonance.benchmark.child;

import io.resonance.benchmark.BenchmarkFailedException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child JVM of this one, from the same class path, that runs one {@link ChildPart}. What it
 * prints lies in a file whose last lines are part of the message when it fails.
 */
public final class ChildProcess implements AutoCloseable {

  private static final int START_SECONDS = 120;
  private static final int ANSWER_SECONDS = 30;
  private static final int LINES_SHOWN = 15;

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final ExecutorService reading;
  private final Map<String, String> facts;

  private ChildProcess(String name, Path log, Process process) throws InterruptedException {
    this.name = name;
    this.log = log;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.reading =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "answers-of-" + name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.facts = ChildMain.settings(answer(ChildMain.READY, START_SECONDS).split(" "));
    } catch (BenchmarkFailedException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Where and how a child runs.
   *
   * @param name of the part
   * @param pinning what the machine offers
   * @param place where the part belongs
   * @param jvm options of its JVM
   * @param log file its output goes to
   */
  public record Plan(
      String name, Pinning pinning, Pinning.Place place, List<String> jvm, Path log) {}

  /** Starts a child and returns when its part is ready. */
  public static ChildProcess start(Plan plan, Map<String, String> settings)
      throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(plan.jvm());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.resonance.benchmark.Benchmarks"));
    command.add(ChildMain.FLAG);
    command.add(plan.name());
    new TreeMap<>(settings).forEach((key, value) -> command.add(key + "=" + value));
    return start(plan, command);
  }

  /**
   * Starts a child that is no JVM of ours but keeps up the same conversation.
   *
   * @param command program and arguments; the options of the plan's JVM do not matter
   */
  public static ChildProcess start(Plan plan, List<String> command) throws InterruptedException {
    List<String> pinned = new ArrayList<>(plan.pinning().prefix(plan.place()));
    pinned.addAll(command);
    try {
      Process process = new ProcessBuilder(pinned).redirectError(plan.log().toFile()).start();
      return new ChildProcess(plan.name(), plan.log(), process);
    } catch (IOException unstartable) {
      throw new BenchmarkFailedException(
          "The process %s could not be started: %s"
              .formatted(plan.name(), unstartable.getMessage()),
          unstartable);
    }
  }

  /** What the part said when it was ready. */
  public String fact(String key) {
    return facts.get(key);
  }

  /** The totals of this moment. */
  public Map<String, Long> totals() throws InterruptedException {
    return ask(ChildMain.TOTALS);
  }

  /** Bytes of the child's heap that are still needed. */
  public long heapBytes() throws InterruptedException {
    return ask(ChildMain.HEAP).get(ChildMain.HEAP);
  }

  private Map<String, Long> ask(String question) throws InterruptedException {
    try {
      questions.write(question);
      questions.newLine();
      questions.flush();
    } catch (IOException gone) {
      throw failure("no longer listens", gone);
    }
    Map<String, Long> numbers = new TreeMap<>();
    ChildMain.settings(answer(question, ANSWER_SECONDS).split(" "))
        .forEach((key, value) -> numbers.put(key, Long.valueOf(value)));
    return numbers;
  }

  /** The first word of an answer tells its kind. */
  private String answer(String kind, int seconds) throws InterruptedException {
    try {
      String answer = reading.submit(answers::readLine).get(seconds, TimeUnit.SECONDS);
      if (answer == null) {
        throw failure("ended", null);
      }
      if (!answer.startsWith(kind)) {
        throw failure("said '%s'".formatted(answer), null);
      }
      return answer;
    } catch (ExecutionException unreadable) {
      throw failure("cannot be read from", unreadable);
    } catch (TimeoutException silent) {
      throw failure("did not answer within %d s".formatted(seconds), silent);
    }
  }

  private BenchmarkFailedException failure(String what, Exception cause) {
    String message =
        "The process %s %s. The last lines of its output:%n%s".formatted(name, what, lastLines());
    return new BenchmarkFailedException(message, cause);
  }

  /** The end of what the child has printed so far. */
  public String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException unreadable) {
      return "(%s cannot be read: %s)".formatted(log, unreadable.getMessage());
    }
  }

  /** Ends the child: politely, then not. */
  @Override
  public void close() {
    reading.shutdownNow();
    try {
      questions.write(ChildMain.STOP);
      questions.newLine();
      questions.close();
    } catch (IOException alreadyGone) {
      process.destroy();
    }
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
