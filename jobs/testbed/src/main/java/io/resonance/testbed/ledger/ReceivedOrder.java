package io.resonance.testbed.ledger;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * In which order a reader of the topics got the values of each node and data item. Values that were
 * filled in later say so themselves and are left out. Safe for use by several threads.
 */
public final class ReceivedOrder {

  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Instant> newestTimes = new HashMap<>();
  private final List<String> inversions = new ArrayList<>();

  /** Notes one record; records of topics without values are passed over. */
  public synchronized void note(Topic topic, SpecificRecordBase record) {
    if (topic == Topic.VALUES) {
      EquipmentPropertyValues batch = (EquipmentPropertyValues) record;
      for (PropertyValue value : batch.getValues()) {
        if (!value.getBackfilled()) {
          note(
              batch.getSource(),
              batch.getEquipment() + " " + value.getAddress(),
              value.getSequence(),
              value.getSourceTimestamp(),
              value.getSourceTimestampNanos());
        }
      }
    } else if (topic == Topic.CONDITIONS) {
      EquipmentCondition condition = (EquipmentCondition) record;
      if (condition.getConcludedFrom() == null) {
        note(
            condition.getSource(),
            condition.getEquipment() + " " + condition.getAddress() + " condition",
            condition.getSequence(),
            condition.getSourceTimestamp(),
            condition.getSourceTimestampNanos());
      }
    }
  }

  // a sequence number where the protocol has one, else the time in steps of 100 ns
  private void note(SourceReference source, String series, long sequence, Instant at, int below) {
    boolean byTime = source.getProtocol() == Protocol.OPC_UA;
    long ticks = at.getEpochSecond() * 10_000_000L + (at.getNano() + below) / 100;
    long position = byTime ? ticks : sequence;
    String key = source.getEndpoint() + (byTime ? " " : " " + source.getEpoch() + " ") + series;
    Long before = newest.put(key, position);
    if (before != null && before > position) {
      inversions.add("%s: %d after %d".formatted(key, position, before));
      newest.put(key, before);
    }
    newestTimes.merge(source.getEndpoint(), at, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Every value that came after a later one of its node or data item, in words. */
  public synchronized List<String> inversions() {
    return List.copyOf(inversions);
  }

  /** The newest source timestamp received of an endpoint; empty before the first value. */
  public synchronized Optional<Instant> newestFrom(String endpoint) {
    return Optional.ofNullable(newestTimes.get(endpoint));
  }
}
