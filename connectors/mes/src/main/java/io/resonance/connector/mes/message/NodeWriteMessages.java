package io.resonance.connector.mes.message;

import io.resonance.schema.plant.MesMessageRule.Kind;
import io.resonance.schema.plant.NodeWrite;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.schema.v1.Violation;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Composes the messages whose payload is a {@link NodeValue}: verb Write, noun Node. Their BODID is
 * of equipment, node and record, so the same record gives the same write again.
 */
public final class NodeWriteMessages implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Verb of these messages, which no B2MML message has. */
  public static final String VERB = "Write";

  /** Why a write is parked that is left over from an earlier plant file. */
  public static final String NOT_WRITTEN =
      "no server of the plant file has `writes` any more, so no node is written";

  private final List<Listed> writes;

  /** A node of a server that is written. */
  record Listed(String server, NodeWrite write) implements Serializable {

    /** What it is called in state. */
    String key() {
      return server + "\n" + write.node();
    }
  }

  private NodeWriteMessages(List<Listed> writes) {
    this.writes = List.copyOf(writes);
  }

  /** Those of a plant. */
  public static NodeWriteMessages of(PlantFile plant) {
    List<Listed> writes = new ArrayList<>();
    for (OpcUaServer server : plant.opcua().servers()) {
      server.writes().forEach(write -> writes.add(new Listed(server.id(), write)));
    }
    return new NodeWriteMessages(writes);
  }

  static NodeWriteMessages ofListed(String server, NodeWrite... writes) {
    return new NodeWriteMessages(
        Arrays.stream(writes).map(write -> new Listed(server, write)).toList());
  }

  List<Listed> about(Violation violation) {
    String severity = violation.getSeverity().name().toLowerCase(Locale.ROOT);
    return writes.stream()
        .filter(listed -> listed.write().record() == Kind.VIOLATION)
        .filter(listed -> holds(listed.write().equipment(), violation.getEquipment()))
        .filter(listed -> holds(listed.write().from(), violation.getRuleId()))
        .filter(listed -> holds(listed.write().severity(), severity))
        .toList();
  }

  List<Listed> about(Inference inference) {
    return writes.stream()
        .filter(listed -> listed.write().record() == Kind.INFERENCE)
        .filter(listed -> holds(listed.write().equipment(), inference.getEquipment()))
        .filter(listed -> holds(listed.write().from(), inference.getModel().getId()))
        .toList();
  }

  private static boolean holds(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  static MesMessage message(Listed listed, Violation violation, Object value) {
    String recordId =
        "%s/%s/%d"
            .formatted(violation.getViolationId(), violation.getState(), violation.getReopened());
    return message(
        listed,
        violation.getEquipment(),
        violation.getHierarchyScope(),
        new Origin("Violation", recordId, violation.getLastAt()),
        value);
  }

  static MesMessage message(Listed listed, Inference inference, Object value) {
    return message(
        listed,
        inference.getEquipment(),
        inference.getHierarchyScope(),
        new Origin("Inference", inference.getInferenceId(), inference.getComputedAt()),
        value);
  }

  /** The record a write is about. */
  private record Origin(String type, String id, Instant at) {}

  private static MesMessage message(
      Listed listed, String equipment, String scope, Origin origin, Object value) {
    return MesMessage.newBuilder()
        .setBodId(
            BodId.of(
                equipment,
                VERB + " " + listed.write().value() + " " + listed.key() + " " + origin.type,
                origin.id))
        .setEquipment(equipment)
        .setHierarchyScope(scope)
        .setVerb(VERB)
        .setNoun("Node")
        .setContentType("application/json")
        .setPayload(new NodeValue(listed.server(), listed.write().node(), value).json())
        .setRecordType(origin.type)
        .setRecordId(origin.id)
        .setCreatedAt(origin.at)
        .setState(MesState.PENDING)
        .setAttempts(new ArrayList<>())
        .build();
  }
}
