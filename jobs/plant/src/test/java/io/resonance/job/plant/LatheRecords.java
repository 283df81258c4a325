package io.resonance.job.plant;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.PropertyValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;

/** What a reader of all topics knows of one lathe. Safe for use by several threads. */
final class LatheRecords {

  /** An observation. */
  private record Observed(long instance, long sequence) {}

  /** An observation of an activation. */
  private record Told(Observed observed, String activation) {}

  private final Map<Observed, Integer> values = new HashMap<>();
  private final Map<Told, Integer> conditions = new HashMap<>();
  private final Set<Observed> seen = new HashSet<>();
  private final Map<String, Map<String, String>> sets = new HashMap<>();
  private final Map<String, EquipmentCondition> activations = new LinkedHashMap<>();
  private final Map<String, EquipmentAsset> assets = new TreeMap<>();
  private final List<DataGap> gaps = new ArrayList<>();
  private final List<Integer> seriesLengths = new ArrayList<>();
  private int concludedAssets;

  synchronized void book(Topic topic, SpecificRecordBase record) {
    if (record instanceof EquipmentPropertyValues batch) {
      batch.getValues().forEach(value -> value(batch.getSource().getEpoch(), value));
    } else if (record instanceof EquipmentCondition condition) {
      condition(condition);
    } else if (record instanceof EquipmentAsset asset) {
      assets.put(asset.getAssetType() + " " + asset.getAssetId(), asset);
      concludedAssets += asset.getAttributes().containsKey("concludedFrom") ? 1 : 0;
    } else if (record instanceof DataGap gap && topic == Topic.GAPS) {
      gaps.add(gap);
    }
  }

  private void value(long instance, PropertyValue value) {
    if (value.getKeyValues() != null) {
      sets.put(value.getAddress(), Map.copyOf(value.getKeyValues()));
    }
    if (value.getAddress().equals("lathe-1_vibration") && value.getDoubleArrayValue() != null) {
      seriesLengths.add(value.getDoubleArrayValue().size());
    }
    if (!value.getBackfilled()) {
      Observed observed = new Observed(instance, value.getSequence());
      seen.add(observed);
      values.merge(observed, 1, Integer::sum);
    }
  }

  private void condition(EquipmentCondition condition) {
    activations.put(condition.getActivationId(), condition);
    if (condition.getConcludedFrom() == null) {
      Observed observed = new Observed(condition.getSource().getEpoch(), condition.getSequence());
      seen.add(observed);
      conditions.merge(new Told(observed, condition.getActivationId()), 1, Integer::sum);
    }
  }

  synchronized List<DataGap> gaps() {
    return List.copyOf(gaps);
  }

  /** Ids of gaps that were opened and not closed. */
  synchronized Set<String> openGaps() {
    Set<String> open = new TreeSet<>();
    for (DataGap gap : gaps) {
      if (gap.getPhase() == GapPhase.OPEN) {
        open.add(gap.getGapId());
      } else {
        open.remove(gap.getGapId());
      }
    }
    return open;
  }

  synchronized DataGap lost(GapReason reason) {
    return gaps.stream()
        .filter(gap -> gap.getPhase() == GapPhase.LOST && gap.getReason() == reason)
        .reduce((one, another) -> another)
        .orElseThrow(() -> new AssertionError("Nothing was lost by " + reason + ": " + gaps));
  }

  /** Observations that were neither received nor declared lost. */
  synchronized List<Long> missing(long instance, long last) {
    List<Long> missing = new ArrayList<>();
    for (long sequence = 1; sequence <= last; sequence++) {
      if (!seen.contains(new Observed(instance, sequence)) && !isDeclared(instance, sequence)) {
        missing.add(sequence);
      }
    }
    return missing;
  }

  /** Observations that were declared lost and came nevertheless. */
  synchronized List<String> declaredAndReceived() {
    return seen.stream()
        .filter(each -> isDeclared(each.instance(), each.sequence()))
        .map(Observed::toString)
        .toList();
  }

  // A restart loses what its old instance had left: from the gap's beginning on without end.
  private boolean isDeclared(long instance, long sequence) {
    return gaps.stream()
        .filter(gap -> gap.getPhase() == GapPhase.LOST && gap.getFromSequence() != null)
        .anyMatch(
            gap ->
                gap.getReason() == GapReason.SOURCE_RESTARTED
                    ? instance < gap.getSource().getEpoch() && sequence >= gap.getFromSequence()
                    : instance == gap.getSource().getEpoch()
                        && gap.getFromSequence() <= sequence
                        && sequence < gap.getToSequence());
  }

  /** Observations that were received more than once. */
  synchronized List<String> twice() {
    List<String> twice = new ArrayList<>();
    values.forEach((each, times) -> note(twice, times, each));
    conditions.forEach((each, times) -> note(twice, times, each));
    return twice;
  }

  private static void note(List<String> twice, int times, Object what) {
    if (times > 1) {
      twice.add(what + " " + times + " times");
    }
  }

  synchronized List<Integer> seriesLengths() {
    return List.copyOf(seriesLengths);
  }

  /** The entries of a set as last told. */
  synchronized Map<String, String> set(String address) {
    return sets.getOrDefault(address, Map.of());
  }

  /** Codes of a condition that are active. */
  synchronized Set<String> activeCodes(String address) {
    Set<String> codes = new TreeSet<>();
    for (EquipmentCondition each : activations.values()) {
      if (each.getActive() && each.getAddress().equals(address)) {
        codes.add(each.getNativeCode());
      }
    }
    return codes;
  }

  /** Ids of the cutting tools that exist. */
  synchronized Set<String> tools() {
    Set<String> tools = new TreeSet<>();
    for (EquipmentAsset each : assets.values()) {
      if (!each.getRemoved() && each.getAssetType().equals("CuttingTool")) {
        tools.add(each.getAssetId());
      }
    }
    return tools;
  }

  /** How often an asset was concluded to be gone. */
  synchronized int concludedAssets() {
    return concludedAssets;
  }
}
