package io.resonance.conform.tracking;

import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.Waiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * What is kept of the violations of one equipment, the present key of the state: cases, the last
 * record of each and waivers by violation key, floods by rule. Bounded.
 */
final class CaseStore {

  /** Further violations at once are passed on as they come, and counted. */
  static final int MOST_CASES = 20_000;

  static final int MOST_WAIVERS = 1_000;

  final MapState<String, ViolationCase> cases;
  final MapState<String, Violation> records;
  final MapState<String, Waiver> waivers;
  final MapState<String, FloodGate> gates;
  final MapState<String, Violation> floods;
  private final ValueState<Integer> caseCount;
  private final ValueState<Integer> waiverCount;

  CaseStore(RuntimeContext context) {
    cases =
        context.getMapState(
            new MapStateDescriptor<>(
                "cases", StringSerializer.INSTANCE, ViolationCaseSerializer.INSTANCE));
    records =
        context.getMapState(
            new MapStateDescriptor<>("records", Types.STRING, new AvroTypeInfo<>(Violation.class)));
    waivers =
        context.getMapState(
            new MapStateDescriptor<>("waivers", Types.STRING, new AvroTypeInfo<>(Waiver.class)));
    gates =
        context.getMapState(
            new MapStateDescriptor<>(
                "gates", StringSerializer.INSTANCE, FloodGateSerializer.INSTANCE));
    floods =
        context.getMapState(
            new MapStateDescriptor<>("floods", Types.STRING, new AvroTypeInfo<>(Violation.class)));
    caseCount = context.getState(new ValueStateDescriptor<>("case-count", Types.INT));
    waiverCount = context.getState(new ValueStateDescriptor<>("waiver-count", Types.INT));
  }

  /** The case of a key, or a new one that is not kept yet. */
  ViolationCase caseOf(String key) throws Exception {
    ViolationCase known = cases.get(key);
    return known == null ? new ViolationCase() : known;
  }

  /** Whether another case can be kept. */
  boolean hasRoom() throws Exception {
    return count(caseCount) < MOST_CASES;
  }

  void keep(String key, ViolationCase kept, Violation record) throws Exception {
    if (!cases.contains(key)) {
      caseCount.update(count(caseCount) + 1);
    }
    cases.put(key, kept);
    records.put(key, record);
  }

  void forget(String key) throws Exception {
    cases.remove(key);
    records.remove(key);
    caseCount.update(count(caseCount) - 1);
  }

  /** Whether another waiver can be kept. */
  boolean hasRoomForWaivers() throws Exception {
    return count(waiverCount) < MOST_WAIVERS;
  }

  void keep(String key, Waiver waiver) throws Exception {
    if (!waivers.contains(key)) {
      waiverCount.update(count(waiverCount) + 1);
    }
    waivers.put(key, waiver);
  }

  void endWaiver(String key) throws Exception {
    waivers.remove(key);
    waiverCount.update(count(waiverCount) - 1);
  }

  FloodGate gateOf(String rule) throws Exception {
    FloodGate known = gates.get(rule);
    return known == null ? new FloodGate() : known;
  }

  /** Copies the entries, so that the state can be changed while they are gone through. */
  static <T> List<Map.Entry<String, T>> entries(MapState<String, T> state) throws Exception {
    List<Map.Entry<String, T>> entries = new ArrayList<>();
    for (Map.Entry<String, T> entry : state.entries()) {
      entries.add(Map.entry(entry.getKey(), entry.getValue()));
    }
    return entries;
  }

  private static int count(ValueState<Integer> of) throws Exception {
    Integer count = of.value();
    return count == null ? 0 : count;
  }
}
