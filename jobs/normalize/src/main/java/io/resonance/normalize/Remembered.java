package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What is known of an equipment from messages that only tell changes. All of it is keyed state, so
 * that it moves and is restored with the equipment.
 *
 * @param conditions conditions that are active
 * @param sets sets of entries
 * @param assets versions of assets
 * @param outages outages of servers that are not over
 */
record Remembered(
    ConditionSets conditions, EntrySets sets, AssetVersions assets, ServerOutages outages) {

  static Remembered of(RuntimeContext context) {
    MapState<String, String> assets =
        context.getMapState(
            new MapStateDescriptor<>(
                "assets", StringSerializer.INSTANCE, StringSerializer.INSTANCE));
    return new Remembered(
        new ConditionSets(batches(context, "conditions")),
        new EntrySets(batches(context, "sets")),
        new AssetVersions(assets),
        new ServerOutages(batches(context, "outages")));
  }

  // A batch holds what there is to remember, and its bytes are versioned.
  private static MapState<String, EquipmentBatch> batches(RuntimeContext context, String name) {
    return context.getMapState(
        new MapStateDescriptor<>(
            name, StringSerializer.INSTANCE, EquipmentBatchSerializer.INSTANCE));
  }
}
