package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.client.JdkHttpAgentTransport;
import io.resonance.connector.mtconnect.client.ReadingOptions;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplitState;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/** Reader of all agents assigned to one subtask. */
// Flink's SourceReader.close() declares Exception; javac warns that it may be an
// InterruptedException.
@SuppressWarnings("try")
public final class MtConnectSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        MtConnectFetched, MtConnectBatch, MtConnectAgentSplit, MtConnectAgentSplitState> {

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
                agents, options, new JdkHttpAgentTransport(), context.metricGroup()),
        new MtConnectRecordEmitter(),
        context.getConfiguration(),
        context);
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
