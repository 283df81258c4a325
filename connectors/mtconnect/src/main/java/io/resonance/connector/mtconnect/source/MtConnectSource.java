package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.http.ApacheHttpAgentTransport;
import io.resonance.connector.mtconnect.client.session.ReadingOptions;
import io.resonance.connector.mtconnect.source.enumerator.AgentDivision;
import io.resonance.connector.mtconnect.source.enumerator.DeviceRounds;
import io.resonance.connector.mtconnect.source.enumerator.MtConnectEnumeratorState;
import io.resonance.connector.mtconnect.source.enumerator.MtConnectEnumeratorStateSerializer;
import io.resonance.connector.mtconnect.source.enumerator.MtConnectSourceEnumerator;
import io.resonance.connector.mtconnect.source.reader.MtConnectSourceReader;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplitSerializer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A FLIP-27 source of MTConnect observations: each once, and what the agent could no longer give
 * declared as a {@link MtConnectGap}.
 *
 * <p>Unbounded. An agent that cannot be reached does not fail the job: it is tried again for ever
 * and a gap stays open meanwhile. Event time of a batch is the time of its last observation.
 */
public final class MtConnectSource
    implements Source<MtConnectBatch, MtConnectAgentSplit, MtConnectEnumeratorState>,
        ResultTypeQueryable<MtConnectBatch> {
  private static final long serialVersionUID = 1L;

  private final List<AgentDivision> agents;
  private final MtConnectStart start;
  private final Duration reconnectMin;
  private final Duration reconnectMax;
  private final int batchSize;
  private final Duration rediscover;

  MtConnectSource(
      List<AgentDivision> agents,
      MtConnectStart start,
      Duration reconnectMin,
      Duration reconnectMax,
      int batchSize,
      Duration rediscover) {
    this.agents = List.copyOf(agents);
    this.start = start;
    this.reconnectMin = reconnectMin;
    this.reconnectMax = reconnectMax;
    this.batchSize = batchSize;
    this.rediscover = rediscover;
  }

  /** Begins a source. */
  public static MtConnectSourceBuilder builder() {
    return new MtConnectSourceBuilder();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<MtConnectBatch, MtConnectAgentSplit> createReader(
      SourceReaderContext context) {
    Map<String, MtConnectAgent> byId = new LinkedHashMap<>();
    agents.forEach(each -> byId.put(each.agent().id(), each.agent()));
    return new MtConnectSourceReader(
        byId,
        new ReadingOptions(start, reconnectMin, reconnectMax, batchSize, DocumentLimits.standard()),
        context);
  }

  @Override
  public SplitEnumerator<MtConnectAgentSplit, MtConnectEnumeratorState> createEnumerator(
      SplitEnumeratorContext<MtConnectAgentSplit> context) {
    return restoreEnumerator(context, new MtConnectEnumeratorState(Set.of()));
  }

  @Override
  public SplitEnumerator<MtConnectAgentSplit, MtConnectEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<MtConnectAgentSplit> context, MtConnectEnumeratorState state) {
    return new MtConnectSourceEnumerator(
        context, agents, DeviceRounds.over(new ApacheHttpAgentTransport(), rediscover), state);
  }

  @Override
  public SimpleVersionedSerializer<MtConnectAgentSplit> getSplitSerializer() {
    return new MtConnectAgentSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<MtConnectEnumeratorState> getEnumeratorCheckpointSerializer() {
    return new MtConnectEnumeratorStateSerializer();
  }

  @Override
  public TypeInformation<MtConnectBatch> getProducedType() {
    return MtConnectBatchTypeInfo.INSTANCE;
  }
}
