package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.split.NodesSeen;
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

  /** Returns when there is something to emit: what a fetch returns wakes the task up. */
  @Override
  public RecordsWithSplitIds<OpcUaDelivery> fetch() throws IOException {
    RecordsBySplits.Builder<OpcUaDelivery> records = new RecordsBySplits.Builder<>();
    boolean wokenUp = false;
    boolean anything = false;
    while (!wokenUp && !anything) {
      Set<String> ready = awaitReady();
      wokenUp = ready.contains(WAKE_UP);
      for (String splitId : ready) {
        SubscriptionDriver driver = drivers.get(splitId);
        if (driver != null && !paused.contains(splitId)) {
          driver.handleEvents(EVENTS_PER_DRIVER);
          anything |= collect(driver, records);
        }
      }
      anything |= tick(records);
    }
    return records.build();
  }

  /** Splits something happened to, for which it waits until the next tick at most. */
  private Set<String> awaitReady() throws IOException {
    Set<String> ready = new HashSet<>();
    try {
      String first = readySplits.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        ready.add(first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for OPC UA notifications", e);
    }
    readySplits.drainTo(ready);
    return ready;
  }

  private boolean tick(RecordsBySplits.Builder<OpcUaDelivery> records) throws IOException {
    long now = around.clock().nanoTime();
    if (now - lastTick < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      return false;
    }
    lastTick = now;
    boolean anything = false;
    for (SubscriptionDriver driver : drivers.values()) {
      if (!paused.contains(driver.splitId())) {
        driver.handleEvents(EVENTS_PER_DRIVER);
        driver.tick();
        anything |= collect(driver, records);
      }
    }
    return anything;
  }

  private static boolean collect(
      SubscriptionDriver driver, RecordsBySplits.Builder<OpcUaDelivery> records) {
    if (driver.deliveries().isEmpty()) {
      return false;
    }
    records.addAll(driver.splitId(), new ArrayList<>(driver.deliveries()));
    driver.deliveries().clear();
    return true;
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
  void checkpointCompleted(OpcUaSubscriptionSplit split) {
    SubscriptionDriver driver = drivers.get(split.splitId());
    if (driver != null) {
      // it is acknowledged with the next Publish; a hundred wake-ups at once would be for nothing
      driver.note(
          new DriverEvent.CheckpointCompleted(
              split.position().epoch(), split.position().sequence(), split.refused()));
    }
  }

  /** Browsing showed something about nodes of an endpoint; from any thread. */
  void browsed(NodesSeen seen) {
    drivers.values().forEach(driver -> driver.note(new DriverEvent.Browsed(seen)));
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
