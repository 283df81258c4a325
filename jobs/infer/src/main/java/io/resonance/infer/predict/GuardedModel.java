package io.resonance.infer.predict;

import io.resonance.infer.ReasonCodes;
import io.resonance.infer.window.Verdict;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in a thread of its own, because a native call cannot be interrupted: the operator waits
 * for the answer, but not longer than the limit. A call that takes longer is left behind with its
 * thread and its predictor, which end when it returns; the next batch gets a new predictor. After
 * several such calls on end the model is suspended, so that neither threads nor native memory grow.
 *
 * <p>Used by the operator's thread only.
 */
final class GuardedModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedModel.class);

  private final String name;
  private final BatchModel.Factory factory;
  private final CallLimits limits;
  private final AtomicInteger leftBehind = new AtomicInteger();
  private Worker worker;
  private int timeoutsOnEnd;
  private long suspendedUntil;
  private boolean suspended;

  /** One thread and the model it loads before its first call. */
  private static final class Worker {
    private final ExecutorService thread;
    private final Future<BatchModel> model;

    Worker(String name, BatchModel.Factory factory) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      this.thread =
          Executors.newSingleThreadExecutor(
              task -> {
                Thread made = new Thread(task, "model-" + name);
                made.setDaemon(true);
                made.setContextClassLoader(loader);
                return made;
              });
      this.model = thread.submit(factory::load);
    }

    Future<float[]> call(List<float[]> windows) {
      return thread.submit(() -> model.get().predict(windows));
    }

    /** Ends after what the thread is doing now; the model is closed by the thread that used it. */
    void end(Runnable afterwards) {
      try {
        thread.execute(
            () -> {
              try {
                model.get().close();
              } catch (InterruptedException | ExecutionException neverLoaded) {
                LOG.debug("There is no model to close", neverLoaded);
              } finally {
                afterwards.run();
              }
            });
      } catch (RejectedExecutionException ended) {
        throw new IllegalStateException("A model is closed once", ended);
      }
      thread.shutdown();
    }
  }

  private GuardedModel(String name, BatchModel.Factory factory, CallLimits limits) {
    this.name = name;
    this.factory = factory;
    this.limits = limits;
    this.worker = new Worker(name, factory);
  }

  /**
   * Loads a model and waits until it is there.
   *
   * @throws Exception what the factory threw
   */
  static GuardedModel load(String name, BatchModel.Factory factory, CallLimits limits)
      throws Exception {
    GuardedModel guarded = new GuardedModel(name, factory, limits);
    try {
      guarded.worker.model.get();
      return guarded;
    } catch (ExecutionException failed) {
      guarded.close();
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }

  /**
   * Asks the model, unless it is suspended. The list must not be changed after a timeout; a new one
   * is needed then.
   *
   * @param nowMillis the present processing time
   */
  Answer predict(List<float[]> windows, long nowMillis) throws InterruptedException {
    if (suspended && (nowMillis < suspendedUntil || leftBehind.get() >= limits.maxTimeouts())) {
      return none(
          ReasonCodes.MODEL_SUSPENDED,
          "The model did not answer %d times on end and is not asked for %s; %d calls have not returned yet."
              .formatted(timeoutsOnEnd, limits.suspension(), leftBehind.get()));
    }
    if (worker == null) {
      worker = new Worker(name, factory);
    }
    try {
      if (!worker.model.isDone()) {
        worker.model.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException loading) {
      return none(
          ReasonCodes.MODEL_NOT_READY, "The model is being loaded again after a call hung.");
    } catch (ExecutionException failed) {
      return reload(failed, nowMillis);
    }
    return ask(windows, nowMillis);
  }

  private Answer ask(List<float[]> windows, long nowMillis) throws InterruptedException {
    Future<float[]> call = worker.call(windows);
    try {
      float[] outputs = call.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
      timeoutsOnEnd = 0;
      suspended = false;
      return new Answer.Outputs(outputs);
    } catch (ExecutionException failed) {
      LOG.warn("The model {} failed on a batch of {} windows", name, windows.size(), failed);
      return none(ReasonCodes.MODEL_FAILED, "The model failed: " + LoadedModel.rootMessage(failed));
    } catch (TimeoutException hung) {
      return abandon(windows.size(), nowMillis);
    }
  }

  private Answer abandon(int windows, long nowMillis) {
    leftBehind.incrementAndGet();
    worker.end(leftBehind::decrementAndGet);
    worker = null;
    countTrouble(nowMillis);
    LOG.warn(
        "The model {} did not answer a batch of {} windows within {}; {} on end, {} calls left"
            + " behind{}",
        name,
        windows,
        limits.timeout(),
        timeoutsOnEnd,
        leftBehind.get(),
        suspended ? "; it is suspended for " + limits.suspension() : "");
    return none(
        ReasonCodes.MODEL_TIMED_OUT,
        "The model did not answer within %s.".formatted(limits.timeout()));
  }

  private void countTrouble(long nowMillis) {
    timeoutsOnEnd++;
    if (timeoutsOnEnd >= limits.maxTimeouts() || leftBehind.get() >= limits.maxTimeouts()) {
      suspended = true;
      suspendedUntil = nowMillis + limits.suspension().toMillis();
    }
  }

  private Answer reload(ExecutionException failed, long nowMillis) {
    LOG.warn("The model {} cannot be loaded again", name, failed);
    worker.thread.shutdown();
    worker = null;
    countTrouble(nowMillis);
    return none(
        ReasonCodes.MODEL_NOT_READY,
        "The model cannot be loaded again: " + LoadedModel.rootMessage(failed));
  }

  private static Answer none(String code, String reason) {
    return new Answer.None(new Verdict.Refused(code, reason));
  }

  /** Whether the model is not asked at present. */
  boolean isSuspended() {
    return suspended;
  }

  /** Calls that have not returned though nobody waits for them any more. */
  int leftBehind() {
    return leftBehind.get();
  }

  /** Ends the thread; the model is closed there as soon as no call is running. */
  @Override
  public void close() {
    if (worker != null) {
      worker.end(() -> {});
      worker = null;
    }
  }
}
