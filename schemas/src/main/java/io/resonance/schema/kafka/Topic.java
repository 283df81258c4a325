package io.resonance.schema.kafka;

import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.Violation;
import org.apache.avro.Schema;

/**
 * The topics of a plant. Every record's key is its equipment, but for those that a compacted topic
 * keeps the last of: a present violation's key is what is violated by what, an order's what it is
 * about, a session's its model and equipment. The key of a dead letter and of an audit entry is its
 * source.
 */
public enum Topic {
  VALUES("values", EquipmentPropertyValues.getClassSchema(), Cleanup.DELETE),
  CONDITIONS("conditions", EquipmentCondition.getClassSchema(), Cleanup.DELETE),
  STATES("states", EquipmentState.getClassSchema(), Cleanup.DELETE),
  GAPS("gaps", DataGap.getClassSchema(), Cleanup.DELETE),
  ASSETS("assets", EquipmentAsset.getClassSchema(), Cleanup.DELETE),
  INFERENCES("inferences", Inference.getClassSchema(), Cleanup.DELETE),
  INFERENCES_SHADOW("inferences-shadow", Inference.getClassSchema(), Cleanup.DELETE),
  SESSIONS("sessions", ModelSession.getClassSchema(), Cleanup.COMPACT),
  VIOLATIONS("violations", Violation.getClassSchema(), Cleanup.DELETE),
  VIOLATION_STATES("violation-states", Violation.getClassSchema(), Cleanup.COMPACT),
  VIOLATIONS_SHADOW("violations-shadow", Violation.getClassSchema(), Cleanup.DELETE),
  CONTROL("control", ControlCommand.getClassSchema(), Cleanup.COMPACT),
  CONTROL_ANSWERS("control-answers", ControlAnswer.getClassSchema(), Cleanup.DELETE),
  AUDIT("audit", AuditEntry.getClassSchema(), Cleanup.DELETE),
  HEALTH("health", DataHealth.getClassSchema(), Cleanup.DELETE),
  MES_OUTBOX("mes-outbox", MesMessage.getClassSchema(), Cleanup.DELETE),
  MES_STATUS("mes-status", MesMessage.getClassSchema(), Cleanup.COMPACT),
  DEAD_LETTERS("dead-letters", DeadLetter.getClassSchema(), Cleanup.DELETE);

  /** Kafka's cleanup.policy. */
  enum Cleanup {
    DELETE("delete"),
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    String policy() {
      return policy;
    }
  }

  private final String suffix;
  private final Schema schema;
  private final Cleanup cleanup;

  Topic(String suffix, Schema schema, Cleanup cleanup) {
    this.suffix = suffix;
    this.schema = schema;
    this.cleanup = cleanup;
  }

  /** What follows the plant's prefix and a dot, such as {@code values}. */
  public String suffix() {
    return suffix;
  }

  /** Full name of this topic in a plant. */
  public String in(KafkaTarget kafka) {
    return kafka.topic(suffix);
  }

  /** Schema of the values of this topic. */
  public Schema schema() {
    return schema;
  }

  /** Registry subject of the values of this topic in a plant (Confluent's TopicNameStrategy). */
  public String subject(KafkaTarget kafka) {
    return in(kafka) + "-value";
  }

  /** Orders have one order among each other, so their topic has one partition. */
  int partitions(KafkaTarget kafka) {
    return this == CONTROL ? 1 : kafka.partitions();
  }

  Cleanup cleanup() {
    return cleanup;
  }
}
