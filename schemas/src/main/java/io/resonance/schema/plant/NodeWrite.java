package io.resonance.schema.plant;

import io.resonance.schema.plant.MesMessageRule.Kind;
import java.io.Serializable;
import java.util.List;

/**
 * A node of an OPC UA server that results are written to. What is not listed as one of these is
 * never written.
 *
 * @param node NodeId as {@code nsu=<namespace URI>;s=...}
 * @param value what is written
 * @param record the kind of record it is about
 * @param equipment ids of equipment; none for all
 * @param from ids of rules (violations) or models (inferences); none for all
 * @param severity severities of violations it is about; none for all
 */
public record NodeWrite(
    String node,
    Value value,
    Kind record,
    List<String> equipment,
    List<String> from,
    List<String> severity)
    implements Serializable {

  /** What is written; of violations the first three, of inferences the last three. */
  public enum Value {
    /** Boolean: whether a violation is open. */
    PRESENT,
    /** Int32: how many are. */
    COUNT,
    /** String: what the last one says; empty when none is open. */
    TEXT,
    /** String: OK, NotOK or NotDecidable. */
    EVALUATION,
    /** Double: the score. */
    SCORE
  }

  public NodeWrite {
    equipment = List.copyOf(equipment);
    from = List.copyOf(from);
    severity = List.copyOf(severity);
  }
}
