package io.resonance.benchmark.stages;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.PropertyKeys;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of 100 values, one of each of 100 properties of one equipment, and a pack with an
 * expression for each of them.
 */
final class RuleBatches {

  static final int PROPERTIES = 100;

  private static final int BATCHES = 200;
  private static final long START = 1_700_000_000_000_000_000L;

  /**
   * 200 batches take 5 s: a pass begins where the last one did, and going back that far is no jump.
   */
  private static final long TICK = 25_000_000;

  /** Properties of all kinds that machines have, each in a unit of its own machine. */
  private static final String[][] TERMS = {
    {"temperature", "CEL"}, {"pressure", "BAR"}, {"load", "P1"}, {"torque", "NU"},
    {"vibration", "C16"}, {"axis-position", "MMT"}, {"axis-load", "P1"}, {"spindle-speed", "RPM"},
    {"current", "AMP"}, {"feed-rate-override", "P1"}
  };

  private RuleBatches() {}

  /** Values of all batches together. */
  static long valueCount() {
    return (long) BATCHES * PROPERTIES;
  }

  /** Batches of properties that the profile has rules for. */
  static List<EquipmentBatch> ofTerms(long epoch) {
    List<PropertyKey> keys = new ArrayList<>();
    for (int i = 0; i < PROPERTIES; i++) {
      String[] term = TERMS[i % TERMS.length];
      keys.add(new PropertyKey("%s[%d]".formatted(term[0], i), address(i, ""), "", term[1]));
    }
    return of(keys, epoch);
  }

  /** Batches of properties that {@link #pack} has rules for. */
  static List<EquipmentBatch> ofOwnNames(long epoch) {
    List<PropertyKey> keys = new ArrayList<>();
    for (int i = 0; i < PROPERTIES; i++) {
      keys.add(new PropertyKey("x:v" + i, address(i, "own-"), "", ""));
    }
    return of(keys, epoch);
  }

  /** Keys of one of many equipments, for measuring what is remembered of them. */
  static PropertyKeys keysOf(int equipment) {
    List<PropertyKey> keys = new ArrayList<>();
    for (int i = 0; i < PROPERTIES; i++) {
      String[] term = TERMS[i % TERMS.length];
      keys.add(
          new PropertyKey(
              "%s[%d]".formatted(term[0], i), address(i, equipment + "."), term[1], ""));
    }
    return PropertyKeys.of(keys);
  }

  /** One batch of one of many equipments. */
  static EquipmentBatch batch(int equipment, PropertyKeys keys, int tick) {
    EquipmentBatchBuilder builder = builder("M-" + equipment, 1).keys(keys);
    rows(builder, tick);
    return builder.build();
  }

  /** A hundred rules, each an expression on a property of its own. */
  static RulePackText pack() {
    StringBuilder pack = new StringBuilder("pack: {id: benchmark, version: \"1\"}\nrules:\n");
    for (int i = 0; i < PROPERTIES; i++) {
      pack.append(
          """
            - id: rule-%d
              version: "1"
              severity: WARNING
              property: ["x:v%d"]
              expression: value >= 0.0 && value < 1000.0
              en: {title: Benchmark, explanation: Benchmark., fix: None.}
          """
              .formatted(i, i));
    }
    return new RulePackText("benchmark.yaml", pack.toString());
  }

  private static List<EquipmentBatch> of(List<PropertyKey> keys, long epoch) {
    PropertyKeys shared = PropertyKeys.of(keys);
    List<EquipmentBatch> batches = new ArrayList<>();
    for (int tick = 0; tick < BATCHES; tick++) {
      EquipmentBatchBuilder builder = builder("M-001", epoch).keys(shared);
      rows(builder, tick);
      batches.add(builder.build());
    }
    return batches;
  }

  private static void rows(EquipmentBatchBuilder builder, int tick) {
    for (int i = 0; i < PROPERTIES; i++) {
      long time = START + tick * TICK;
      builder.row(i, tick + 1L, time, time, 0).number(20 + (tick * 31 + i * 7) % 97 / 10.0);
    }
  }

  private static EquipmentBatchBuilder builder(String equipment, long epoch) {
    return new EquipmentBatchBuilder(
        equipment,
        "Acme/Bench/Hall/Line/" + equipment,
        new Origin(Protocol.OPC_UA, "server", epoch),
        PROPERTIES);
  }

  private static String address(int property, String prefix) {
    return "nsu=urn:plant:machines;s=" + prefix + property;
  }
}
