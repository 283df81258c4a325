package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitState;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Emits a batch and then, and only then, moves the position of its split. */
final class OpcUaRecordEmitter
    implements RecordEmitter<OpcUaDelivery, OpcUaBatch, OpcUaSubscriptionSplitState> {

  @Override
  public void emitRecord(
      OpcUaDelivery delivery, SourceOutput<OpcUaBatch> output, OpcUaSubscriptionSplitState state) {
    output.collect(delivery.batch(), state.timestampMillis(delivery.batch(), delivery.position()));
    state.moveTo(delivery.position(), delivery.batch());
  }
}
