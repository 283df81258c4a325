package io.resonance.connector.opcua.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Puts an {@link OpcUaBatch} together. */
public final class OpcUaBatchBuilder {

  final String endpointId;
  final int subscription;
  final List<String> nodeIds;
  long epoch;
  long sequence;
  boolean backfilled;
  OpcUaColumns columns = new OpcUaColumns(0);
  List<OpcUaItemDescription> descriptions = List.of();
  List<OpcUaItemFault> faults = List.of();
  List<OpcUaGap> gaps = List.of();
  List<OpcUaConditionEvent> conditions = List.of();
  List<OpcUaServerReport> reports = List.of();
  List<String> browsePaths = List.of();
  List<OpcUaDrift> drifts = List.of();
  Optional<OpcUaConnectionSecurity> security = Optional.empty();

  OpcUaBatchBuilder(String endpointId, int subscription, List<String> nodeIds) {
    this.endpointId = Objects.requireNonNull(endpointId);
    this.subscription = subscription;
    this.nodeIds = Objects.requireNonNull(nodeIds);
  }

  /** Where in the stream of notifications the batch stands. */
  public OpcUaBatchBuilder at(long newEpoch, long newSequence) {
    epoch = newEpoch;
    sequence = newSequence;
    return this;
  }

  /** The values come from the history. */
  public OpcUaBatchBuilder fromHistory() {
    backfilled = true;
    return this;
  }

  /** The values; the batch takes the columns over. */
  public OpcUaBatchBuilder values(OpcUaColumns values) {
    columns = values;
    return this;
  }

  /** What the server says about items. */
  public OpcUaBatchBuilder descriptions(List<OpcUaItemDescription> values) {
    descriptions = values;
    return this;
  }

  /** Items the server refused. */
  public OpcUaBatchBuilder faults(List<OpcUaItemFault> values) {
    faults = values;
    return this;
  }

  /** Gaps to declare. */
  public OpcUaBatchBuilder gaps(List<OpcUaGap> values) {
    gaps = values;
    return this;
  }

  /** What became of conditions. */
  public OpcUaBatchBuilder conditions(List<OpcUaConditionEvent> values) {
    conditions = values;
    return this;
  }

  /** What was measured of the server. */
  public OpcUaBatchBuilder reports(List<OpcUaServerReport> values) {
    reports = values;
    return this;
  }

  /**
   * The full browse paths of the nodes, in their order; empty texts where they are not known. The
   * list is kept, not copied.
   */
  public OpcUaBatchBuilder browsePaths(List<String> values) {
    browsePaths = values;
    return this;
  }

  /** Nodes that changed. */
  public OpcUaBatchBuilder drifts(List<OpcUaDrift> values) {
    drifts = values;
    return this;
  }

  /** How the connection is secured. */
  public OpcUaBatchBuilder security(OpcUaConnectionSecurity value) {
    security = Optional.of(value);
    return this;
  }

  /** The batch. */
  public OpcUaBatch build() {
    return new OpcUaBatch(this);
  }
}
