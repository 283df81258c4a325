package io.resonance.cli.faults.rig;

import io.resonance.cli.faults.cell.Account;
import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.Fault;
import io.resonance.cli.faults.cell.Fault.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The course of one cell: start the jobs, let it go wrong in its phase, wait for new values of
 * every machine, stop the machines, wait until all is accounted for.
 */
final class CellRun {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);
  // two checkpoints more: what comes twice would have come by then
  private static final Duration AFTERMATH = CellPlant.CHECKPOINTS.multipliedBy(2).plusMillis(200);
  private static final int LEAST_PAUSE_MILLIS = 300;
  private static final int MORE_PAUSE_MILLIS = 1_200;
  private static final int OVERHEATED_SECONDS = 20;

  private final Fault fault;
  private final Cell cell;
  private final Random random;
  private final Site site;
  private final CellPlant plant;
  private final CellJobs jobs;
  private final Diary diary;
  private final Waiting waiting;
  private final KnownMessages messages;
  private final Disturbance disturbance;
  private volatile Instant begun = Instant.EPOCH;
  private volatile Instant ended = Instant.EPOCH;
  private Instant startedAgain = Instant.EPOCH;
  private long effectsWhenEnded;
  private double recoverySeconds = -1;

  CellRun(Cell cell, long seed, Backbone backbone, Site site, CellPlant plant, Diary diary) {
    this.cell = cell;
    this.fault = cell.fault();
    this.random = cell.random(seed);
    this.site = site;
    this.plant = plant;
    this.diary = diary;
    this.waiting = new Waiting(diary);
    this.jobs = new CellJobs(site, plant, diary);
    this.messages = new KnownMessages(plant.file(), plant.mesBook(), random);
    this.disturbance = new Disturbances(backbone, site, plant, jobs, random).of(fault);
  }

  /** Lets it happen; returns when all is accounted for, and the jobs are ended. */
  void run() throws Exception {
    try (jobs) {
      writeMessages();
      disturb();
      writeMessages();
      recover();
      waiting.pass(CellPlant.CHECKPOINTS);
      diary.step("stops the machines");
      plant.machines().stopMachines();
      waiting.until("everything produced, received or declared", SETTLES_WITHIN, plant::isSettled);
      waiting.pass(AFTERMATH);
      site.awaitWhole();
    }
  }

  /** The books as they stand, also of a cell that was broken off. */
  Account account() {
    return plant.account(recoverySeconds);
  }

  // the plant job makes messages too, but how many is not known
  private void writeMessages() throws Exception {
    if (fault.party() == Party.MES) {
      messages.write();
    }
  }

  private void disturb() throws Exception {
    switch (cell.phase()) {
      case CONNECT -> duringConnect();
      case FIRST_SNAPSHOT -> duringFirstSnapshot();
      case STEADY -> {
        startAndWarmUp();
        play();
      }
      case BARRIER_IN_FLIGHT -> {
        startAndWarmUp();
        jobs.checkpointsOf(CellJobs.aimedAt(fault)).awaitBegun();
        play();
      }
      case AFTER_CHECKPOINT -> {
        startAndWarmUp();
        jobs.checkpointsOf(CellJobs.aimedAt(fault)).awaitCompleted();
        play();
      }
      case DURING_RECOVERY -> duringRecovery();
      case STOP_WITH_SAVEPOINT -> duringStop();
      case RESCALE -> duringRescale();
    }
  }

  private void duringConnect() throws Exception {
    CompletableFuture<Void> playing = beside(this::play);
    waiting.until(
        "the fault", STARTS_WITHIN, () -> begun.isAfter(Instant.EPOCH) || playing.isDone());
    jobs.start();
    join(playing);
    startedAgain = Instant.now();
  }

  private void duringFirstSnapshot() throws Exception {
    int requests = plant.machines().agent().requests();
    CompletableFuture<Void> playing =
        beside(
            () -> {
              waiting.until(
                  "the first sign of the job at a machine",
                  STARTS_WITHIN,
                  () ->
                      fault.party() == Party.MTCONNECT
                          ? plant.machines().agent().requests() > requests
                          : plant.machines().millServer().subscriptionCount() > 0);
              play();
            });
    jobs.start();
    join(playing);
    startedAgain = Instant.now();
  }

  private void duringRecovery() throws Exception {
    startAndWarmUp();
    diary.step("kills the TaskManager, so that there is a recovery to disturb");
    site.killTaskManager(jobs.plantJob());
    site.revive();
    waiting.until("the end of the tasks", STARTS_WITHIN, () -> jobs.isDown(CellJobs.PLANT));
    play();
  }

  private void duringStop() throws Exception {
    startAndWarmUp();
    CompletableFuture<Void> playing = beside(this::play);
    String kind = CellJobs.aimedAt(fault);
    String savepoint = jobs.stop(kind);
    join(playing);
    jobs.goOn(kind, savepoint, 1);
    startedAgain = Instant.now();
  }

  private void duringRescale() throws Exception {
    startAndWarmUp();
    String kind = CellJobs.aimedAt(fault);
    String savepoint = jobs.stop(kind);
    CompletableFuture<Void> playing =
        beside(
            () -> {
              waiting.pass(pause());
              play();
            });
    jobs.goOn(kind, savepoint, 2);
    join(playing);
    startedAgain = Instant.now();
  }

  private void startAndWarmUp() throws Exception {
    Instant start = Instant.now();
    jobs.start();
    waiting.until("values of every machine", STARTS_WITHIN, () -> plant.heardSince(start));
    plant.machines().mill().coolantOverheats(OVERHEATED_SECONDS);
    waiting.pass(pause());
  }

  private Duration pause() {
    return Duration.ofMillis(LEAST_PAUSE_MILLIS + random.nextInt(MORE_PAUSE_MILLIS));
  }

  private void play() throws Exception {
    Fault.Lasts lasts = fault.lasts();
    long range = lasts.longest().minus(lasts.shortest()).toMillis();
    Duration lasting = lasts.shortest().plusMillis(random.nextInt((int) range + 1));
    diary.step("the fault begins, for %d ms: %s".formatted(lasting.toMillis(), fault.words()));
    begun = Instant.now();
    try {
      disturbance.begin();
      writeMessages();
      waiting.pass(lasting);
    } finally {
      disturbance.end();
      effectsWhenEnded = plant.machines().mes().ledger().counts().accepted();
      ended = Instant.now();
      diary.note("the fault is over");
    }
  }

  private void recover() throws Exception {
    Instant since = fault.kills() ? begun : ended;
    Instant from = since.isAfter(startedAgain) ? since : startedAgain;
    waiting.until(
        "new values of every machine" + (fault.party() == Party.MES ? ", and new effects" : ""),
        STARTS_WITHIN.plus(fault.recoversWithin()),
        () ->
            plant.heardSince(from)
                && (fault.party() != Party.MES
                    || plant.machines().mes().ledger().counts().accepted() > effectsWhenEnded));
    recoverySeconds = Duration.between(from, Instant.now()).toMillis() / 1e3;
    diary.note("recovered after %.2f s".formatted(recoverySeconds));
  }

  private static CompletableFuture<Void> beside(Disturbance.Action action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                action.act();
                done.complete(null);
              } catch (Throwable failed) {
                done.completeExceptionally(failed);
              }
            },
            "fault");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private static void join(CompletableFuture<Void> playing) throws Exception {
    try {
      playing.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new CellFailedException("the fault could not be played: " + failed.getCause());
    } catch (TimeoutException late) {
      throw new CellFailedException(
          "after %d s still awaited: the end of the fault".formatted(STARTS_WITHIN.toSeconds()));
    }
  }
}
