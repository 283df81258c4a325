package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.MapState;

/**
 * The conditions that are active, by data item: an agent tells changes only, and one Normal can end
 * many (MTConnect Part 3, Condition). Events of OPC UA servers, which tell everything themselves,
 * pass as they are.
 */
final class ConditionSets {

  private final MapState<String, EquipmentBatch> known;

  ConditionSets(MapState<String, EquipmentBatch> known) {
    this.known = known;
  }

  /** The records of a batch: one for each activation that its conditions begin, change or end. */
  List<EquipmentCondition> fold(EquipmentBatch batch) throws Exception {
    if (batch.conditions().isEmpty() || batch.origin().protocol() != Protocol.MTCONNECT) {
      return batch.conditions();
    }
    Map<String, List<EquipmentCondition>> byItem = new LinkedHashMap<>();
    for (EquipmentCondition condition : batch.conditions()) {
      byItem.computeIfAbsent(name(condition), name -> new ArrayList<>()).add(condition);
    }
    List<EquipmentCondition> out = new ArrayList<>();
    for (Map.Entry<String, List<EquipmentCondition>> item : byItem.entrySet()) {
      ActiveConditions active = new ActiveConditions(remembered(item.getKey()), out);
      if (batch.isBackfilled()) {
        active.refreshed(item.getValue(), latest(batch));
      } else {
        item.getValue().forEach(active::observed);
      }
      known.put(item.getKey(), kept(batch, active));
    }
    return out;
  }

  private List<EquipmentCondition> remembered(String name) throws Exception {
    EquipmentBatch batch = known.get(name);
    return batch == null ? List.of() : batch.conditions();
  }

  private static EquipmentBatch kept(EquipmentBatch batch, ActiveConditions active) {
    EquipmentBatchBuilder builder =
        new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 0);
    active.remembered().forEach(builder::condition);
    return builder.build();
  }

  private static String name(EquipmentCondition condition) {
    return String.join(
        "\n",
        condition.getSource().getEndpoint(),
        condition.getAddress(),
        Objects.toString(condition.getProperty(), ""));
  }

  /** The latest time the agent's state knows: what it no longer lists ended before. */
  private static Instant latest(EquipmentBatch batch) {
    Instant latest = Instant.EPOCH;
    if (batch.size() > 0) {
      latest = Instant.EPOCH.plusNanos(batch.latestSourceTime() / 1_000L * 1_000L);
    }
    for (EquipmentCondition condition : batch.conditions()) {
      Instant time = condition.getSourceTimestamp();
      latest = time.isAfter(latest) ? time : latest;
    }
    return latest;
  }
}
