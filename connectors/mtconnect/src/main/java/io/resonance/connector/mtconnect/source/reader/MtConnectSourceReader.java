package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.client.http.ApacheHttpAgentTransport;
import io.resonance.connector.mtconnect.client.session.ReadingOptions;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplitState;
import io.resonance.connector.mtconnect.source.split.MtConnectSplitsHeld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reader of all agents assigned to one subtask. */
// Flink's SourceReader.close() declares Exception; javac warns that it may be an
// InterruptedException.
@SuppressWarnings("try")
public final class MtConnectSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        MtConnectFetched, MtConnectBatch, MtConnectAgentSplit, MtConnectAgentSplitState> {

  private static final Logger LOG = LoggerFactory.getLogger(MtConnectSourceReader.class);

  private final Set<String> configured;
  private final List<String> dropped = new ArrayList<>();

  /**
   * @param agents all agents of the source, by id
   * @param options common to all agents
   * @param context of the subtask
   */
  public MtConnectSourceReader(
      Map<String, MtConnectAgent> agents, ReadingOptions options, SourceReaderContext context) {
    super(
        () ->
            new MtConnectSplitReader(
                agents, options, new ApacheHttpAgentTransport(), context.metricGroup()),
        new MtConnectRecordEmitter(),
        context.getConfiguration(),
        context);
    configured = Set.copyOf(agents.keySet());
  }

  @Override
  public void addSplits(List<MtConnectAgentSplit> splits) {
    List<MtConnectAgentSplit> kept = new ArrayList<>();
    for (MtConnectAgentSplit split : splits) {
      if (configured.contains(split.agentId())) {
        kept.add(split);
      } else {
        LOG.warn(
            "MTConnect agent {} of the checkpoint is no longer configured; its split {} is dropped.",
            split.agentId(),
            split.splitId());
        dropped.add(split.splitId());
      }
    }
    super.addSplits(kept);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<MtConnectBatch> output) throws Exception {
    if (!dropped.isEmpty()) {
      // the runtime made outputs for all restored splits; theirs would hold the watermark for ever
      dropped.forEach(output::releaseOutputForSplit);
      dropped.clear();
    }
    return super.pollNext(output);
  }

  // After the restored splits were added and the reader was registered, before any are assigned.
  @Override
  public void start() {
    context.sendSourceEventToCoordinator(
        new MtConnectSplitsHeld(getNumberOfCurrentlyAssignedSplits()));
  }

  @Override
  protected void onSplitFinished(Map<String, MtConnectAgentSplitState> finished) {
    // Agents have no end; splits finish only with the job.
  }

  @Override
  protected MtConnectAgentSplitState initializedState(MtConnectAgentSplit split) {
    return new MtConnectAgentSplitState(split);
  }

  @Override
  protected MtConnectAgentSplit toSplitType(String splitId, MtConnectAgentSplitState state) {
    return state.split();
  }
}
