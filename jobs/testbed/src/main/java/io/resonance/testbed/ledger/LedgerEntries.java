package io.resonance.testbed.ledger;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;

/** Books what a {@link TopicReader} reads into a {@link ValueLedger}. */
public final class LedgerEntries {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private LedgerEntries() {}

  /** Books one record; records of topics without values are passed over. */
  public static void book(Topic topic, SpecificRecordBase record, ValueLedger ledger) {
    switch (topic) {
      case VALUES -> bookValues((EquipmentPropertyValues) record, ledger);
      case CONDITIONS -> bookCondition((EquipmentCondition) record, ledger);
      case GAPS -> bookGap((DataGap) record, ledger);
      case STATES,
          ASSETS,
          HEALTH,
          INFERENCES,
          INFERENCES_SHADOW,
          SESSIONS,
          AUDIT,
          VIOLATIONS,
          VIOLATION_STATES,
          VIOLATIONS_SHADOW,
          CONTROL,
          CONTROL_ANSWERS,
          MES_OUTBOX,
          MES_STATUS,
          DEAD_LETTERS -> {}
    }
  }

  private static void bookValues(EquipmentPropertyValues batch, ValueLedger ledger) {
    SourceReference source = batch.getSource();
    for (PropertyValue value : batch.getValues()) {
      long time = nanos(value.getSourceTimestamp(), value.getSourceTimestampNanos());
      if (source.getProtocol() == Protocol.OPC_UA) {
        ledger.receivedFromNode(source.getEndpoint(), value.getAddress(), time);
      } else if (!value.getBackfilled()) {
        // what an agent's state fills in was lost as an observation
        ledger.receivedFromAgent(
            source.getEndpoint(), source.getEpoch(), value.getSequence(), time);
      }
    }
  }

  private static void bookCondition(EquipmentCondition condition, ValueLedger ledger) {
    SourceReference source = condition.getSource();
    if (source.getProtocol() == Protocol.MTCONNECT && condition.getConcludedFrom() == null) {
      long time = nanos(condition.getSourceTimestamp(), condition.getSourceTimestampNanos());
      ledger.receivedFromAgent(
          source.getEndpoint(), source.getEpoch(), condition.getSequence(), time);
    }
  }

  private static void bookGap(DataGap gap, ValueLedger ledger) {
    ledger.gap(
        gap.getGapId() + "/" + gap.getEquipment(),
        gap.getSource().getEndpoint(),
        gap.getAddress() == null ? "" : gap.getAddress(),
        nanos(gap.getFromTimestamp(), gap.getFromTimestampNanos()),
        gap.getToTimestamp() == null
            ? Long.MAX_VALUE
            : nanos(gap.getToTimestamp(), gap.getToTimestampNanos()),
        gap.getPhase() == GapPhase.HEALED);
  }

  /**
   * Nanoseconds since the Unix epoch of a timestamp with microseconds and the nanoseconds below.
   */
  private static long nanos(Instant micros, int below) {
    return micros.getEpochSecond() * NANOS_PER_SECOND + micros.getNano() + below;
  }
}
