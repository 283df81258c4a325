package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Runs the drivers of all subscriptions of a subtask on the fetcher's one thread. When the stream
 * does not take what was fetched, {@link #fetch} is not called, so no driver sends a Publish: back
 * pressure reaches the server.
 */
final class OpcUaSplitReader implements SplitReader<OpcUaDelivery, OpcUaSubscriptionSplit> {

  private static final String WAKE_UP = "";
  private static final long TICK_MILLIS = 100;
  private static final int EVENTS_PER_DRIVER = 8;

  private final Map<String, OpcUaEndpoint> endpoints;
  private final DriverSurroundings around;
  private final Map<String, SubscriptionDriver> drivers = new ConcurrentHashMap<>();
  private final Set<String> paused = new HashSet<>();
  private final LinkedBlockingQueue<String> readySplits = new LinkedBlockingQueue<>();
  private long lastTick;

  OpcUaSplitReader(Map<String, OpcUaEndpoint> endpoints, DriverSurroundings around) {
    this.endpoints = endpoints;
    this.around = around;
  }

  @Override
  public RecordsWithSplitIds<OpcUaDelivery> fetch() throws IOException {
    RecordsBySplits.Builder<OpcUaDelivery> records = new RecordsBySplits.Builder<>();
    String first = awaitReady();
    Set<String> ready = new HashSet<>();
    if (first != null) {
      ready.add(first);
    }
    readySplits.drainTo(ready);
    for (String splitId : ready) {
      SubscriptionDriver driver = drivers.get(splitId);
      if (driver != null && !paused.contains(splitId)) {
        driver.handleEvents(EVENTS_PER_DRIVER);
        collect(driver, records);
      }
    }
    tick(records);
    return records.build();
  }

  private String awaitReady() throws IOException {
    try {
      return readySplits.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for OPC UA notifications", e);
    }
  }

  private void tick(RecordsBySplits.Builder<OpcUaDelivery> records) {
    long now = around.clock().nanoTime();
    if (now - lastTick >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      lastTick = now;
      for (SubscriptionDriver driver : drivers.values()) {
        if (!paused.contains(driver.splitId())) {
          driver.tick();
          collect(driver, records);
        }
      }
    }
  }

  private static void collect(
      SubscriptionDriver driver, RecordsBySplits.Builder<OpcUaDelivery> records) {
    if (!driver.deliveries().isEmpty()) {
      records.addAll(driver.splitId(), new ArrayList<>(driver.deliveries()));
      driver.deliveries().clear();
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<OpcUaSubscriptionSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException(
          "An OPC UA reader can only be given splits, not " + change.getClass());
    }
    for (OpcUaSubscriptionSplit split : change.splits()) {
      SubscriptionDriver driver =
          new SubscriptionDriver(
              split, endpointOf(split), around, () -> readySplits.add(split.splitId()));
      drivers.put(split.splitId(), driver);
    }
  }

  /** Events come with the first subscription only. */
  private OpcUaEndpoint endpointOf(OpcUaSubscriptionSplit split) {
    OpcUaEndpoint endpoint = endpoints.get(split.endpointId());
    return split.index() == 0 ? endpoint : endpoint.withoutConditions();
  }

  /** A checkpoint that holds this position of a split is complete; from any thread. */
  void checkpointCompleted(String splitId, long epoch, long sequence) {
    SubscriptionDriver driver = drivers.get(splitId);
    if (driver != null) {
      driver.post(new DriverEvent.CheckpointCompleted(epoch, sequence));
    }
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<OpcUaSubscriptionSplit> toPause, Collection<OpcUaSubscriptionSplit> toResume) {
    toPause.forEach(split -> paused.add(split.splitId()));
    for (OpcUaSubscriptionSplit split : toResume) {
      paused.remove(split.splitId());
      readySplits.add(split.splitId());
    }
  }

  @Override
  public void wakeUp() {
    readySplits.add(WAKE_UP);
  }

  @Override
  public void close() {
    drivers.values().parallelStream().forEach(SubscriptionDriver::close);
  }
}
