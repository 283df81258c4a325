package io.resonance.cli.demo;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.ValueLedger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;

/** What a reader of the topics has seen so far. Safe for use by several threads. */
final class DemoCounts {

  private static final int REMEMBERED_EVENTS = 6;

  private final ValueLedger ledger;
  private final long startedNanos;
  private final Map<String, Long> valuesByEndpoint = new LinkedHashMap<>();
  private final Set<String> alarms = new HashSet<>();
  private final Set<String> gapsDeclared = new HashSet<>();
  private final Set<String> gapsHealed = new HashSet<>();
  private final Deque<String> events = new ArrayDeque<>();
  private final LatencyHistogram latency = new LatencyHistogram();
  private long valuesOpcUa;
  private long valuesMtConnect;
  private final Map<String, Double> scores = new TreeMap<>();
  private final Map<String, String> states = new TreeMap<>();
  private long stateChanges;
  private long violations;
  private long inferences;
  private long mesMessages;
  private long mesAccepted;
  private long mesRejected;
  private long deadLetters;
  private OptionalLong firstInferenceNanos = OptionalLong.empty();

  /**
   * @param startedNanos {@link System#nanoTime} at the start of the demo
   */
  DemoCounts(ValueLedger ledger, long startedNanos) {
    this.ledger = ledger;
    this.startedNanos = startedNanos;
  }

  /** Books one record of a topic. */
  synchronized void count(Topic topic, SpecificRecordBase record) {
    LedgerEntries.book(topic, record, ledger);
    switch (topic) {
      case VALUES -> countValues((EquipmentPropertyValues) record);
      case GAPS -> countGap((DataGap) record);
      case VIOLATIONS -> countViolation((Violation) record);
      case INFERENCES -> countInference();
      case MES_STATUS -> countAnswer((MesMessage) record);
      case DEAD_LETTERS -> deadLetters++;
      case MES_OUTBOX -> mesMessages++;
      case CONDITIONS -> countCondition((EquipmentCondition) record);
      case HEALTH -> countHealth((DataHealth) record);
      case STATES -> countState((EquipmentState) record);
      case CONTROL_ANSWERS -> remember("control", ((ControlAnswer) record).getDetail());
      case ASSETS,
          INFERENCES_SHADOW,
          SESSIONS,
          AUDIT,
          VIOLATION_STATES,
          VIOLATIONS_SHADOW,
          CONTROL -> {
        // read by people, not counted
      }
    }
  }

  private void countValues(EquipmentPropertyValues batch) {
    int values = batch.getValues().size();
    long now = System.currentTimeMillis();
    for (PropertyValue value : batch.getValues()) {
      if (!value.getBackfilled()) {
        latency.add(now - value.getSourceTimestamp().toEpochMilli());
      }
    }
    valuesByEndpoint.merge(batch.getSource().getEndpoint(), (long) values, Long::sum);
    if (batch.getSource().getProtocol() == Protocol.OPC_UA) {
      valuesOpcUa += values;
    } else {
      valuesMtConnect += values;
    }
  }

  private void countCondition(EquipmentCondition condition) {
    if (condition.getSource().getProtocol() == Protocol.OPC_UA
        && alarms.add(condition.getActivationId())) {
      remember(
          "alarm",
          condition.getLevel() + " on " + condition.getEquipment() + ": " + condition.getText());
    }
  }

  private void countState(EquipmentState state) {
    stateChanges++;
    String words =
        state.getState() + (state.getDetail() == null ? "" : " (" + state.getDetail() + ")");
    if (!state.getLate()) {
      states.put(state.getEquipment(), words);
    }
  }

  private void countGap(DataGap gap) {
    String id = gap.getGapId() + "/" + gap.getEquipment();
    gapsDeclared.add(id);
    if (gap.getPhase() == GapPhase.HEALED) {
      gapsHealed.add(id);
    }
    remember("gap", gap.getPhase() + " on " + gap.getEquipment() + ": " + gap.getDetail());
  }

  private void countViolation(Violation violation) {
    if (violation.getState() == ViolationState.OPENED) {
      violations++;
    }
    if (violation.getState() != ViolationState.REPEATED) {
      remember(
          "violation",
          violation.getState() + " on " + violation.getEquipment() + ": " + violation.getTitleEn());
    }
  }

  private void countHealth(DataHealth health) {
    scores.put(health.getEquipment(), health.getConformanceScore());
  }

  private void countInference() {
    inferences++;
    if (firstInferenceNanos.isEmpty()) {
      firstInferenceNanos = OptionalLong.of(System.nanoTime() - startedNanos);
    }
  }

  private void countAnswer(MesMessage message) {
    MesState state = message.getState();
    if (state == MesState.ACCEPTED || state == MesState.MODIFIED) {
      mesAccepted++;
    } else {
      mesRejected++;
      remember("mes", state + " " + message.getNoun() + ": " + message.getAnswer());
    }
  }

  /** Notes something worth telling; the newest few are kept. */
  synchronized void remember(String kind, String text) {
    long second = (System.nanoTime() - startedNanos) / 1_000_000_000L;
    events.addLast("%4d s  %-9s  %s".formatted(second, kind, text));
    if (events.size() > REMEMBERED_EVENTS) {
      events.removeFirst();
    }
  }

  /** Time from start to the first inference in Kafka; empty before. */
  synchronized OptionalLong firstInferenceNanos() {
    return firstInferenceNanos;
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(
        Map.copyOf(valuesByEndpoint),
        valuesOpcUa,
        valuesMtConnect,
        gapsDeclared.size(),
        gapsHealed.size(),
        Map.copyOf(states),
        stateChanges,
        violations,
        inferences,
        mesMessages,
        mesAccepted,
        mesRejected,
        deadLetters,
        new Latency(latency.quantile(0.5), latency.quantile(0.99)),
        new TreeMap<>(scores),
        List.copyOf(events));
  }

  /**
   * From a value's source timestamp to a reader with read_committed, in milliseconds; backfilled
   * values left out.
   */
  record Latency(long p50, long p99) {}

  /**
   * The counts at one moment; violations are those opened, repetitions not counted; states are the
   * present ones by equipment.
   */
  record Snapshot(
      Map<String, Long> valuesByEndpoint,
      long valuesOpcUa,
      long valuesMtConnect,
      int gapsDeclared,
      int gapsHealed,
      Map<String, String> states,
      long stateChanges,
      long violations,
      long inferences,
      long mesMessages,
      long mesAccepted,
      long mesRejected,
      long deadLetters,
      Latency latency,
      Map<String, Double> conformanceScores,
      List<String> events) {

    /** Whether the MES has answered every message that was made for it. */
    boolean isAnswered() {
      return mesMessages == mesAccepted + mesRejected;
    }
  }
}
