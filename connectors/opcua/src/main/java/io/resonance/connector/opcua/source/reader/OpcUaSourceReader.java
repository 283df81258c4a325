package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaConnector;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the subscriptions of one subtask and acknowledges to the servers what completed checkpoints
 * hold. Restored splits are brought in line with the configuration: nodes that are new or gone give
 * a new subscription, endpoints that are gone are dropped.
 */
public final class OpcUaSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        OpcUaDelivery, OpcUaBatch, OpcUaSubscriptionSplit, OpcUaSubscriptionSplitState> {

  private static final Logger LOG = LoggerFactory.getLogger(OpcUaSourceReader.class);
  private static final int BACKGROUND_THREADS = 4;
  private static final int PAGES_IN_FLIGHT = 4;

  private final Map<String, OpcUaSubscriptionSplit> configured;
  private final TreeMap<Long, List<OpcUaSubscriptionSplit>> positionsByCheckpoint = new TreeMap<>();
  private final OpcUaSplitReader splitReader;
  private final ExecutorService background;
  private final OpcUaConnector connector;

  private OpcUaSourceReader(
      SourceReaderContext context,
      Map<String, OpcUaSubscriptionSplit> configured,
      OpcUaSplitReader splitReader,
      ExecutorService background,
      OpcUaConnector connector) {
    super(
        new SingleThreadFetcherManager<>(() -> splitReader, context.getConfiguration()),
        new OpcUaRecordEmitter(),
        context.getConfiguration(),
        context);
    this.configured = configured;
    this.splitReader = splitReader;
    this.background = background;
    this.connector = connector;
  }

  /** A reader with its own threads and connections, which it ends when closed. */
  public static SourceReader<OpcUaBatch, OpcUaSubscriptionSplit> create(
      SourceReaderContext context, List<OpcUaEndpoint> endpoints, OpcUaIdentity identity) {
    Map<String, OpcUaEndpoint> byId = new HashMap<>();
    Map<String, List<OpcUaItem>> itemsOfSplit = new HashMap<>();
    Map<String, OpcUaSubscriptionSplit> configured = new HashMap<>();
    for (OpcUaEndpoint endpoint : endpoints) {
      byId.put(endpoint.id(), endpoint);
      int at = 0;
      for (OpcUaSubscriptionSplit split : OpcUaSubscriptionSplit.of(endpoint)) {
        configured.put(split.splitId(), split);
        itemsOfSplit.put(
            split.splitId(), endpoint.items().subList(at, at + split.nodeIds().size()));
        at += split.nodeIds().size();
      }
    }
    AtomicInteger number = new AtomicInteger();
    ExecutorService background =
        Executors.newFixedThreadPool(
            BACKGROUND_THREADS,
            task -> {
              Thread thread = new Thread(task, "opcua-recovery-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    OpcUaConnector connector = new MiloConnector(identity);
    DriverSurroundings around =
        new DriverSurroundings(
            connector,
            background,
            DriverClock.system(),
            PAGES_IN_FLIGHT,
            id -> new OpcUaReaderMetrics(context.metricGroup(), id));
    return new OpcUaSourceReader(
        context,
        configured,
        new OpcUaSplitReader(byId, itemsOfSplit, around),
        background,
        connector);
  }

  @Override
  public void addSplits(List<OpcUaSubscriptionSplit> splits) {
    List<OpcUaSubscriptionSplit> kept = new ArrayList<>();
    for (OpcUaSubscriptionSplit split : splits) {
      OpcUaSubscriptionSplit today = configured.get(split.splitId());
      if (today == null) {
        LOG.warn(
            "The OPC UA subscription {} of the checkpoint is no longer configured and is dropped.",
            split.splitId());
      } else {
        kept.add(split.as(today));
      }
    }
    super.addSplits(kept);
  }

  @Override
  public List<OpcUaSubscriptionSplit> snapshotState(long checkpointId) {
    List<OpcUaSubscriptionSplit> splits = super.snapshotState(checkpointId);
    positionsByCheckpoint.put(checkpointId, splits);
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    List<OpcUaSubscriptionSplit> splits = positionsByCheckpoint.get(checkpointId);
    if (splits != null) {
      for (OpcUaSubscriptionSplit split : splits) {
        splitReader.checkpointCompleted(
            split.splitId(), split.position().epoch(), split.position().sequence());
      }
    }
    positionsByCheckpoint.headMap(checkpointId, true).clear();
    super.notifyCheckpointComplete(checkpointId);
  }

  @Override
  protected void onSplitFinished(Map<String, OpcUaSubscriptionSplitState> finished) {
    // subscriptions do not end by themselves
  }

  @Override
  protected OpcUaSubscriptionSplitState initializedState(OpcUaSubscriptionSplit split) {
    return new OpcUaSubscriptionSplitState(split);
  }

  @Override
  protected OpcUaSubscriptionSplit toSplitType(
      String splitId, OpcUaSubscriptionSplitState splitState) {
    return splitState.toSplit();
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
      background.shutdownNow();
      if (!background.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("A recovery of an OPC UA subscription did not end in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while closing the OPC UA source", e);
    } catch (Exception e) {
      throw new IOException("The OPC UA source did not close in an orderly way", e);
    } finally {
      background.shutdownNow();
      connector.close();
    }
  }
}
