package io.resonance.testbed.opcua;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps a machine at a fixed rate and lets its server produce every variable each time, until
 * stopped.
 */
public final class PacedDriver implements AutoCloseable {

  /** The rate used unless another is given. */
  public static final double DEFAULT_RATE_HZ = 10;

  private static final Logger LOG = LoggerFactory.getLogger(PacedDriver.class);

  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> ticks;

  private PacedDriver(SimulatedOpcUaServer server, SimulatedMachine machine, double rateHz) {
    if (!(rateHz > 0 && rateHz <= 10_000)) {
      throw new IllegalArgumentException(
          "The rate of "
              + server.name()
              + " must be above 0 and at most 10000 Hz but is "
              + rateHz);
    }
    thread =
        Executors.newSingleThreadScheduledExecutor(
            r -> {
              Thread t = new Thread(r, "driver-" + server.name());
              t.setDaemon(true);
              return t;
            });
    long period = (long) (1e9 / rateHz);
    ticks =
        thread.scheduleAtFixedRate(
            () -> tick(server, machine, 1 / rateHz), 0, period, TimeUnit.NANOSECONDS);
  }

  /** Starts producing at {@link #DEFAULT_RATE_HZ}. */
  public static PacedDriver start(SimulatedOpcUaServer server, SimulatedMachine machine) {
    return start(server, machine, DEFAULT_RATE_HZ);
  }

  /** Starts producing at the given rate. */
  public static PacedDriver start(
      SimulatedOpcUaServer server, SimulatedMachine machine, double rateHz) {
    return new PacedDriver(server, machine, rateHz);
  }

  private static void tick(SimulatedOpcUaServer server, SimulatedMachine machine, double seconds) {
    try {
      machine.step(seconds);
      Object[] values = machine.values();
      for (int i = 0; i < values.length; i++) {
        server.produce(machine.variables().get(i).identifier(), values[i]);
      }
      machine.watch(server.alarms());
    } catch (RuntimeException e) {
      // an exception would silently end the schedule
      LOG.error("The machine behind {} stopped producing.", server.name(), e);
      throw e;
    }
  }

  /** Stops producing; when this returns no further value is produced. */
  public void stop() {
    ticks.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The driver did not stop within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
