package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.normalize.routing.AddressTargets;
import io.resonance.normalize.routing.BatchSplitter;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Where the values of one subscription go: resolved once, then a few array reads for each value.
 * Trades beauty for speed: a look into a map for each value costs more than everything else here.
 */
final class SubscriptionRoutes {

  private static final int NOT_ADDED = -1;

  private final List<String> nodeIds;
  private final List<String> browsePaths;

  /** The targets of all nodes, one node's after the other's. */
  private final Target[] targets;

  /** Where the targets of a node begin; those of the next one are their end. */
  private final int[] firstTarget;

  /** The equipment of each target, a number within this subscription. */
  private final int[] equipmentOf;

  /** What one batch has of each equipment. */
  private final int[] rows;

  private final EquipmentBatchBuilder[] builders;

  /** The index of each target's property in the batch of its equipment. */
  private final int[] keys;

  /** The properties of the batch, by equipment. */
  private final KeyOrder[] orders;

  /** Which equipment has nothing but numbers with source times in the batch. */
  private final boolean[] hasNumbersOnly;

  /** The rows of those, on their way. */
  private final NumberSegments[] segments;

  SubscriptionRoutes(AddressTargets known, OpcUaBatch first) {
    this.nodeIds = first.nodeIds();
    this.browsePaths = first.browsePaths();
    List<Target> all = new ArrayList<>();
    Map<String, Integer> equipments = new LinkedHashMap<>();
    firstTarget = new int[nodeIds.size() + 1];
    for (int node = 0; node < nodeIds.size(); node++) {
      all.addAll(known.targets(first.endpointId(), nodeIds.get(node)));
      firstTarget[node + 1] = all.size();
    }
    targets = all.toArray(Target[]::new);
    equipmentOf = new int[targets.length];
    for (int i = 0; i < targets.length; i++) {
      Integer seen = equipments.putIfAbsent(targets[i].equipment(), equipments.size());
      equipmentOf[i] = seen == null ? equipments.size() - 1 : seen;
    }
    rows = new int[equipments.size()];
    builders = new EquipmentBatchBuilder[equipments.size()];
    keys = new int[targets.length];
    orders = new KeyOrder[equipments.size()];
    Arrays.setAll(orders, equipment -> new KeyOrder());
    hasNumbersOnly = new boolean[equipments.size()];
    segments = new NumberSegments[equipments.size()];
  }

  /** Whether these are the routes of a subscription to the nodes of a batch. */
  boolean areFor(OpcUaBatch batch) {
    return nodeIds.equals(batch.nodeIds()) && browsePaths.equals(batch.browsePaths());
  }

  /** The nodes, as the batches of the subscription number them. */
  List<String> nodeIds() {
    return nodeIds;
  }

  /**
   * Adds each value to the batches of the equipment that claims its node.
   *
   * @param unclaimed is given the index of each value nobody claims
   */
  void split(OpcUaBatch batch, BatchSplitter splitter, IntConsumer unclaimed) {
    count(batch);
    for (int value = 0; value < batch.size(); ) {
      int end = batch.endOfRun(value);
      int node = batch.item(value);
      for (int i = value; firstTarget[node] == firstTarget[node + 1] && i < end; i++) {
        unclaimed.accept(i);
      }
      for (int target = firstTarget[node]; target < firstTarget[node + 1]; target++) {
        if (hasNumbersOnly[equipmentOf[target]]) {
          segments(target, batch, splitter).add(value, end, keys[target]);
        } else {
          add(batch, value, end, target, splitter);
        }
      }
      value = end;
    }
    for (int equipment = 0; equipment < segments.length; equipment++) {
      if (segments[equipment] != null) {
        builders[equipment].numbers(segments[equipment].rows(), batch.sequence());
      }
    }
    Arrays.fill(segments, null);
    Arrays.fill(builders, null);
  }

  /**
   * Counts first, so that no batch has to grow and none takes more than it needs, and so that a
   * batch with the same properties as the last one shares them.
   */
  private void count(OpcUaBatch batch) {
    Arrays.fill(rows, 0);
    Arrays.fill(keys, NOT_ADDED);
    Arrays.fill(hasNumbersOnly, batch.hasSourceTimes());
    for (KeyOrder order : orders) {
      order.restart();
    }
    boolean alike = batch.hasOneKind();
    for (int value = 0; value < batch.size(); ) {
      int end = batch.endOfRun(value);
      int node = batch.item(value);
      boolean areNumbers = areNumbers(batch, value, alike ? value + 1 : end);
      for (int target = firstTarget[node]; target < firstTarget[node + 1]; target++) {
        int equipment = equipmentOf[target];
        rows[equipment] += end - value;
        hasNumbersOnly[equipment] &= areNumbers;
        if (keys[target] == NOT_ADDED) {
          keys[target] = orders[equipment].add(target);
        }
      }
      value = end;
    }
  }

  private static boolean areNumbers(OpcUaBatch batch, int from, int to) {
    for (int value = from; value < to; value++) {
      if (!OpcUaValues.isNumber(batch.kind(value))) {
        return false;
      }
    }
    return true;
  }

  private NumberSegments segments(int target, OpcUaBatch batch, BatchSplitter splitter) {
    int equipment = equipmentOf[target];
    if (segments[equipment] == null) {
      builder(target, 0, splitter);
      segments[equipment] = new NumberSegments(batch, rows[equipment]);
    }
    return segments[equipment];
  }

  private EquipmentBatchBuilder builder(int target, int room, BatchSplitter splitter) {
    int equipment = equipmentOf[target];
    EquipmentBatchBuilder builder = builders[equipment];
    if (builder == null) {
      Target of = targets[target];
      builder =
          splitter
              .of(of.equipment(), of.hierarchyScope(), room)
              .keys(orders[equipment].keys(targets));
      builders[equipment] = builder;
    }
    return builder;
  }

  private void add(OpcUaBatch batch, int from, int to, int target, BatchSplitter splitter) {
    EquipmentBatchBuilder builder = builder(target, rows[equipmentOf[target]], splitter);
    for (int value = from; value < to; value++) {
      builder.row(
          keys[target],
          batch.sequence(),
          sourceTime(batch, value),
          batch.serverTime(value),
          batch.statusCode(value));
      OpcUaValues.put(batch, value, builder);
    }
  }

  /** A value without any time of the server is as old as its arrival here. */
  private static long sourceTime(OpcUaBatch batch, int index) {
    long time = batch.orderTime(index);
    return time == OpcUaBatch.ABSENT ? System.currentTimeMillis() * 1_000_000L : time;
  }
}
