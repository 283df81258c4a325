package io.resonance.cli.faults.rig;

import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.CellResult;
import io.resonance.cli.local.Distribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.util.FileUtils;

/**
 * Runs cells, one after the other, on this machine. Kafka and the registry are started once, Flink
 * once for the cells in this JVM and once for those that kill processes; machines, topics and jobs
 * are each cell's own.
 */
public final class FaultRig implements AutoCloseable {

  private static final Duration LONGEST_HERE = Duration.ofMinutes(4);
  private static final Duration LONGEST_WITH_PROCESSES = Duration.ofMinutes(8);
  private static final Duration CLOSING = Duration.ofMinutes(2);

  private final Path folder;
  private final Backbone backbone;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "cell");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<Site> site = Optional.empty();
  private boolean withProcesses;
  private int number;

  /**
   * Starts Kafka and the registry.
   *
   * @param folder empty; everything the cells make is kept there, of those that pass only for a
   *     while
   */
  public FaultRig(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.backbone = new Backbone(folder.resolve("backbone"), Distribution.registry());
  }

  /**
   * Runs one cell and answers what came of it, also if it hangs or breaks.
   *
   * @throws IllegalStateException if it cannot even be ended, so that no other can run
   */
  public CellResult run(Cell cell, long seed) throws InterruptedException {
    Diary diary = new Diary();
    Course course = new Course(cell, seed, diary);
    Future<?> running = worker.submit(course);
    Duration longest = cell.fault().kills() ? LONGEST_WITH_PROCESSES : LONGEST_HERE;
    try {
      running.get(longest.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      course.objections.add(
          "not ended after %d s; it hung when it %s"
              .formatted(longest.toSeconds(), diary.lastStep()));
      running.cancel(true);
      awaitIdle(cell);
    } catch (ExecutionException broken) {
      course.objections.add("broke: " + broken.getCause());
    }
    return course.result();
  }

  // the worker's next task begins when the cell that was broken off has closed what it had opened
  private void awaitIdle(Cell cell) throws InterruptedException {
    try {
      worker.submit(() -> {}).get(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException stuck) {
      throw new IllegalStateException(
          "The cell %s hangs and cannot be ended, so no other can run. Look at %s."
              .formatted(cell.name(), Distribution.log()),
          stuck);
    }
  }

  private Site site(Cell cell) throws Exception {
    if (site.isEmpty() || withProcesses != cell.fault().kills()) {
      closeSite();
      withProcesses = cell.fault().kills();
      site =
          Optional.of(withProcesses ? new ProcessSite(folder.resolve("cluster")) : new LocalSite());
    }
    return site.get();
  }

  private void closeSite() throws IOException {
    if (site.isPresent()) {
      Site old = site.get();
      site = Optional.empty();
      old.close();
    }
  }

  @Override
  public void close() throws IOException {
    worker.shutdownNow();
    try (backbone) {
      closeSite();
    }
  }

  /** What the worker does for one cell. */
  private final class Course implements Runnable {
    private final Cell cell;
    private final long seed;
    private final Diary diary;
    private final List<String> objections = Collections.synchronizedList(new ArrayList<>());
    private final List<String> logs = Collections.synchronizedList(new ArrayList<>());
    private volatile Account account = Account.none();

    Course(Cell cell, long seed, Diary diary) {
      this.cell = cell;
      this.seed = seed;
      this.diary = diary;
    }

    @Override
    public void run() {
      String name = "f" + ++number;
      try {
        diary.step("starts Flink, if it does not run");
        Site here = site(cell);
        LogTail tail = new LogTail(here.logs());
        diary.step("starts the machines and creates the topics");
        try (CellPlant plant =
            new CellPlant(folder, name, backbone, CellPlant.shape(cell.fault(), seed), diary)) {
          runIn(plant, here);
        } finally {
          logs.addAll(tail.lines());
        }
      } catch (Exception failed) {
        object(failed);
      }
      if (objections.isEmpty()) {
        FileUtils.deleteDirectoryQuietly(folder.resolve(name).toFile());
      }
    }

    private void runIn(CellPlant plant, Site here) throws Exception {
      CellRun run = new CellRun(cell, seed, backbone, here, plant, diary);
      try {
        run.run();
      } catch (Exception failed) {
        object(failed);
      } finally {
        account = run.account();
        backbone.forget(plant.file().kafka());
      }
    }

    private void object(Exception failed) {
      if (failed instanceof CellFailedException told) {
        objections.add(told.getMessage());
        return;
      }
      objections.add("broke: " + failed);
      StringWriter trace = new StringWriter();
      failed.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().limit(20).forEach(diary::note);
    }

    CellResult result() {
      List<String> all = new ArrayList<>(objections);
      all.addAll(account.objections(cell.fault()));
      List<String> log = new ArrayList<>(diary.lines());
      log.addAll(logs);
      return new CellResult(cell, seed, account, all, diary.seconds(), log);
    }
  }
}
