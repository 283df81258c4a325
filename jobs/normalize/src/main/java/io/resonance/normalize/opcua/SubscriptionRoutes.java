package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.normalize.routing.AddressTargets;
import io.resonance.normalize.routing.BatchSplitter;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.NumberRows;
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
  private static final int NO_ONLY_ONE = -1;

  /** Fewer values in a row are added one by one. */
  private static final int WORTH_COPYING = 8;

  private static final int NUMBERS_AT_ONCE = 1_024;

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

  /** Numbers on their way from a notification into a batch. */
  private final NumberRows numbers = new NumberRows(NUMBERS_AT_ONCE);

  /** The properties of the batch, by equipment. */
  private final KeyOrder[] orders;

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
    int value = 0;
    while (value < batch.size()) {
      int numbers = numbersOfOneEquipment(batch, value);
      if (numbers >= WORTH_COPYING) {
        addNumbers(batch, value, numbers, splitter);
        value += numbers;
      } else {
        addOne(batch, value, splitter, unclaimed);
        value++;
      }
    }
    Arrays.fill(builders, null);
  }

  /** How many values from here on are numbers that one and the same equipment claims alone. */
  private int numbersOfOneEquipment(OpcUaBatch batch, int from) {
    int end = Math.min(batch.size(), from + numbers.capacity());
    int equipment = onlyEquipment(batch.item(from));
    int value = from;
    while (value < end
        && OpcUaValues.isNumber(batch.kind(value))
        && equipment != NO_ONLY_ONE
        && onlyEquipment(batch.item(value)) == equipment) {
      value++;
    }
    return value - from;
  }

  private int onlyEquipment(int node) {
    int first = firstTarget[node];
    return firstTarget[node + 1] == first + 1 ? equipmentOf[first] : NO_ONLY_ONE;
  }

  private void addNumbers(OpcUaBatch batch, int from, int count, BatchSplitter splitter) {
    batch.copyTo(from, count, numbers.sourceTime, numbers.serverTime, numbers.statusCode);
    for (int i = 0; i < count; i++) {
      numbers.keyIndex[i] = keys[firstTarget[batch.item(from + i)]];
      OpcUaValues.put(batch, from + i, numbers, i);
      if (numbers.sourceTime[i] == OpcUaBatch.ABSENT) {
        numbers.sourceTime[i] = sourceTime(batch, from + i);
      }
    }
    builder(firstTarget[batch.item(from)], splitter).numbers(numbers, count, batch.sequence());
  }

  private void addOne(OpcUaBatch batch, int value, BatchSplitter splitter, IntConsumer unclaimed) {
    int node = batch.item(value);
    int end = firstTarget[node + 1];
    if (firstTarget[node] == end) {
      unclaimed.accept(value);
    }
    for (int target = firstTarget[node]; target < end; target++) {
      add(batch, value, target, splitter);
    }
  }

  /**
   * Counts first, so that no batch has to grow and none takes more than it needs, and so that a
   * batch with the same properties as the last one shares them.
   */
  private void count(OpcUaBatch batch) {
    Arrays.fill(rows, 0);
    Arrays.fill(keys, NOT_ADDED);
    for (KeyOrder order : orders) {
      order.restart();
    }
    for (int value = 0; value < batch.size(); value++) {
      int node = batch.item(value);
      for (int target = firstTarget[node]; target < firstTarget[node + 1]; target++) {
        rows[equipmentOf[target]]++;
        if (keys[target] == NOT_ADDED) {
          keys[target] = orders[equipmentOf[target]].add(target);
        }
      }
    }
  }

  private EquipmentBatchBuilder builder(int target, BatchSplitter splitter) {
    int equipment = equipmentOf[target];
    EquipmentBatchBuilder builder = builders[equipment];
    if (builder == null) {
      Target of = targets[target];
      builder =
          splitter
              .of(of.equipment(), of.hierarchyScope(), rows[equipment])
              .keys(orders[equipment].keys(targets));
      builders[equipment] = builder;
    }
    return builder;
  }

  private void add(OpcUaBatch batch, int value, int target, BatchSplitter splitter) {
    EquipmentBatchBuilder builder = builder(target, splitter);
    builder.row(
        keys[target],
        batch.sequence(),
        sourceTime(batch, value),
        batch.serverTime(value),
        batch.statusCode(value));
    OpcUaValues.put(batch, value, builder);
  }

  /** A value without any time of the server is as old as its arrival here. */
  private static long sourceTime(OpcUaBatch batch, int index) {
    long time = batch.orderTime(index);
    return time == OpcUaBatch.ABSENT ? System.currentTimeMillis() * 1_000_000L : time;
  }
}
