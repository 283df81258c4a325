package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaConnector;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.split.ItemsOfToday;
import io.resonance.connector.opcua.source.split.NodesSeen;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the subscriptions of one subtask and acknowledges to the servers what completed checkpoints
 * hold. Restored splits are brought in line with the configuration: where nodes are gone there is a
 * new subscription, endpoints that are gone are dropped; new nodes come as new splits.
 */
public final class OpcUaSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        OpcUaDelivery, OpcUaBatch, OpcUaSubscriptionSplit, OpcUaSubscriptionSplitState> {

  private static final Logger LOG = LoggerFactory.getLogger(OpcUaSourceReader.class);
  private static final int BACKGROUND_THREADS = 32;
  private static final int PAGES_IN_FLIGHT = 4;

  private final ItemsOfToday today;
  private final TreeMap<Long, List<OpcUaSubscriptionSplit>> positionsByCheckpoint = new TreeMap<>();
  private final OpcUaSplitReader splitReader;
  private final ExecutorService background;
  private final OpcUaConnector connector;

  private OpcUaSourceReader(
      SourceReaderContext context,
      ItemsOfToday today,
      OpcUaSplitReader splitReader,
      ExecutorService background,
      OpcUaConnector connector) {
    super(
        new SingleThreadFetcherManager<>(() -> splitReader, context.getConfiguration()),
        new OpcUaRecordEmitter(),
        context.getConfiguration(),
        context);
    this.today = today;
    this.splitReader = splitReader;
    this.background = background;
    this.connector = connector;
  }

  /** A reader with its own threads and connections, which it ends when closed. */
  public static SourceReader<OpcUaBatch, OpcUaSubscriptionSplit> create(
      SourceReaderContext context, List<OpcUaEndpoint> endpoints, OpcUaIdentity identity) {
    Map<String, OpcUaEndpoint> byId = new HashMap<>();
    endpoints.forEach(endpoint -> byId.put(endpoint.id(), endpoint));
    AtomicInteger number = new AtomicInteger();
    // many, for each waits most of the time, and many servers may be out of reach at once
    ThreadPoolExecutor background =
        new ThreadPoolExecutor(
            BACKGROUND_THREADS,
            BACKGROUND_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "opcua-recovery-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    background.allowCoreThreadTimeOut(true);
    OpcUaConnector connector = new MiloConnector(identity);
    DriverSurroundings around =
        new DriverSurroundings(
            connector,
            background,
            DriverClock.system(),
            new SplittableRandom(),
            PAGES_IN_FLIGHT,
            id -> new OpcUaReaderMetrics(context.metricGroup(), id));
    return new OpcUaSourceReader(
        context,
        new ItemsOfToday(endpoints),
        new OpcUaSplitReader(byId, around),
        background,
        connector);
  }

  @Override
  public void addSplits(List<OpcUaSubscriptionSplit> splits) {
    List<OpcUaSubscriptionSplit> kept = new ArrayList<>();
    for (OpcUaSubscriptionSplit split : splits) {
      OpcUaSubscriptionSplit wanted = today.of(split);
      if (wanted.isEmpty()) {
        LOG.warn(
            "No node of the OPC UA subscription {} of the checkpoint is configured any more; it is"
                + " dropped.",
            split.splitId());
      } else {
        kept.add(wanted);
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
        splitReader.checkpointCompleted(split);
      }
    }
    positionsByCheckpoint.headMap(checkpointId, true).clear();
    super.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof NodesSeen seen) {
      splitReader.browsed(seen);
    } else {
      super.handleSourceEvents(event);
    }
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
