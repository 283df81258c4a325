package io.resonance.benchmark.stages;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.v1.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Batches as a router hands them on: one equipment, 100 doubles, 10 values of each, one of five
 * properties in a unit that has to be converted.
 */
final class StageBatches {

  static final String EQUIPMENT = "M-001";

  private static final int PROPERTIES = 100;
  private static final int VALUES_PER_PROPERTY = 10;
  private static final int BATCHES = 50;
  private static final double LOW = 20;
  private static final double HIGH = 120;
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long TICK = 1_000_000;

  private StageBatches() {}

  /** The kinds of properties, repeated. */
  private enum Signal {
    TEMPERATURE("CEL"),
    PRESSURE("BAR"),
    LOAD("P1"),
    TORQUE("NU"),
    FORCE("NEW");

    private final String unit;

    Signal(String unit) {
      this.unit = unit;
    }

    private PropertyKey key(int property) {
      return new PropertyKey(
          "%s[%d]".formatted(name().toLowerCase(java.util.Locale.ROOT), property),
          "nsu=urn:resonance:benchmark;s=v" + property,
          "",
          unit);
    }
  }

  /** Values of all batches together. */
  static long valueCount() {
    return (long) BATCHES * PROPERTIES * VALUES_PER_PROPERTY;
  }

  /** What the endpoint says first; it has no values. */
  static EquipmentBatch facts(long epoch) {
    EquipmentBatchBuilder builder = builder(epoch, 0);
    ValueRange range = new ValueRange(LOW, HIGH);
    for (int property = 0; property < PROPERTIES; property++) {
      builder.facts(
          new PropertyFacts(
              key(property), "v" + property, range, ValueRange.UNBOUNDED, Map.of(), 1));
    }
    return builder.build();
  }

  /**
   * One batch after the other in time.
   *
   * @param epoch of the subscription: the same batches again under another epoch are not taken for
   *     repetitions
   */
  static List<EquipmentBatch> ofEpoch(long epoch) {
    List<EquipmentBatch> batches = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      EquipmentBatchBuilder builder = builder(epoch, PROPERTIES * VALUES_PER_PROPERTY);
      for (int property = 0; property < PROPERTIES; property++) {
        int key = builder.key(key(property));
        for (int value = 0; value < VALUES_PER_PROPERTY; value++) {
          long time = START + (long) (batch * VALUES_PER_PROPERTY + value) * TICK;
          double number = LOW + (HIGH - LOW) * ((batch * 31 + property * 7 + value) % 97) / 97;
          builder.row(key, batch + 1L, time, time, 0).number(number);
        }
      }
      batches.add(builder.build());
    }
    return batches;
  }

  private static EquipmentBatchBuilder builder(long epoch, int capacity) {
    return new EquipmentBatchBuilder(
        EQUIPMENT,
        "Acme/Bench/Hall/Line/" + EQUIPMENT,
        new Origin(Protocol.OPC_UA, "server", epoch),
        capacity);
  }

  private static PropertyKey key(int property) {
    return Signal.values()[property % Signal.values().length].key(property);
  }
}
