package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.source.enumerator.DiscoveryRounds;
import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorState;
import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorStateSerializer;
import io.resonance.connector.opcua.source.enumerator.OpcUaSourceEnumerator;
import io.resonance.connector.opcua.source.reader.OpcUaSourceReader;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitSerializer;
import java.util.ArrayList;
import java.util.List;
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
 * An unbounded source of the values of OPC UA servers in which every value is delivered once or its
 * loss is declared.
 *
 * <p>Each endpoint's items are monitored by one or more subscriptions; each is a split. What a
 * server sent is acknowledged when the checkpoint that holds it completes, so after a failure the
 * server (its retransmission queue, else its history) delivers the rest; what neither has is an
 * {@link OpcUaGap} with bounds. An unreachable endpoint does not stop the others. Emitted
 * timestamps are the latest source time of a batch in milliseconds, and stand still while a history
 * is read, so that none of its values is late for the watermark of its split; use {@code
 * withIdleness} where an endpoint may be silent. Without checkpointing there is no acknowledgement
 * before the server's own limits.
 */
public final class OpcUaSource
    implements Source<OpcUaBatch, OpcUaSubscriptionSplit, OpcUaEnumeratorState>,
        ResultTypeQueryable<OpcUaBatch> {

  private static final long serialVersionUID = 1L;

  private final ArrayList<OpcUaEndpoint> endpoints;
  private final OpcUaIdentity identity;

  OpcUaSource(List<OpcUaEndpoint> endpoints, OpcUaIdentity identity) {
    this.endpoints = new ArrayList<>(endpoints);
    this.identity = identity;
  }

  /** Starts a source. */
  public static OpcUaSourceBuilder builder() {
    return new OpcUaSourceBuilder();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<OpcUaSubscriptionSplit, OpcUaEnumeratorState> createEnumerator(
      SplitEnumeratorContext<OpcUaSubscriptionSplit> context) {
    return restoreEnumerator(context, OpcUaEnumeratorState.EMPTY);
  }

  @Override
  public SplitEnumerator<OpcUaSubscriptionSplit, OpcUaEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<OpcUaSubscriptionSplit> context, OpcUaEnumeratorState state) {
    return new OpcUaSourceEnumerator(
        context, endpoints, DiscoveryRounds.of(endpoints, identity), state);
  }

  @Override
  public SourceReader<OpcUaBatch, OpcUaSubscriptionSplit> createReader(
      SourceReaderContext context) {
    return OpcUaSourceReader.create(context, endpoints, identity);
  }

  @Override
  public SimpleVersionedSerializer<OpcUaSubscriptionSplit> getSplitSerializer() {
    return new OpcUaSubscriptionSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<OpcUaEnumeratorState> getEnumeratorCheckpointSerializer() {
    return new OpcUaEnumeratorStateSerializer();
  }

  @Override
  public TypeInformation<OpcUaBatch> getProducedType() {
    return OpcUaBatchTypeInfo.INSTANCE;
  }
}
