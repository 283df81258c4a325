package io.resonance.normalize;

import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.EquipmentCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The active conditions of one data item. A condition is known by its conditionId (from version
 * 2.3) or its nativeCode. Warning and Fault begin or change one, Normal with a code ends that one,
 * bare Normal ends all, UNAVAILABLE stands in the place of all.
 */
final class ActiveConditions {

  private static final String REFRESH = "refresh";
  private static final String MISSING = "missing-in-refresh";
  private static final int MOST = 10_000;

  private final Map<String, EquipmentCondition> active = new LinkedHashMap<>();
  private final List<EquipmentCondition> out;
  private EquipmentCondition last;

  /**
   * @param remembered what {@link #remembered} gave; empty for a data item never heard of
   * @param out gets a record for each activation that begins, changes or ends
   */
  ActiveConditions(List<EquipmentCondition> remembered, List<EquipmentCondition> out) {
    this.out = out;
    if (!remembered.isEmpty()) {
      last = remembered.get(0);
      remembered.stream().skip(1).forEach(each -> active.put(key(each), each));
    }
  }

  /** What has to be kept: the last observation, then all that are active. */
  List<EquipmentCondition> remembered() {
    List<EquipmentCondition> kept = new ArrayList<>();
    kept.add(last);
    kept.addAll(active.values());
    return kept;
  }

  /** An observation out of the stream; one that came before is left out. */
  void observed(EquipmentCondition condition) {
    if (isBefore(condition)) {
      return;
    }
    last = condition;
    if (isActive(condition)) {
      begin(condition, null);
    } else if (condition.getLevel() == ConditionLevel.NORMAL && !key(condition).isEmpty()) {
      endOne(condition);
    } else {
      endAll(condition, null);
    }
  }

  /**
   * All conditions of the data item out of the agent's state.
   *
   * @param at until when those it no longer lists must have ended
   */
  void refreshed(List<EquipmentCondition> listed, Instant at) {
    EquipmentCondition newest = listed.get(0);
    Map<String, EquipmentCondition> now = new LinkedHashMap<>();
    for (EquipmentCondition each : listed) {
      newest = Long.compareUnsigned(each.getSequence(), newest.getSequence()) > 0 ? each : newest;
      if (isActive(each)) {
        now.put(key(each), each);
      }
    }
    boolean isNews = last == null || last.getLevel() != newest.getLevel();
    if (newest.getLevel() == ConditionLevel.UNAVAILABLE) {
      if (isNews || !active.isEmpty()) {
        endAll(newest, REFRESH);
      }
    } else {
      endMissing(now, newest, at);
      now.values().stream().filter(this::isChanged).forEach(each -> begin(each, REFRESH));
      boolean wasUnknown = last == null || last.getLevel() == ConditionLevel.UNAVAILABLE;
      if (now.isEmpty() && wasUnknown) {
        out.add(concluded(newest, REFRESH));
      }
    }
    last = last == null || !isBefore(newest) ? newest : last;
  }

  private void endMissing(
      Map<String, EquipmentCondition> now, EquipmentCondition newest, Instant at) {
    for (String key : List.copyOf(active.keySet())) {
      if (!now.containsKey(key)) {
        EquipmentCondition ended = ended(active.remove(key), newest, ConditionLevel.NORMAL);
        ended.setText(null);
        ended.setSourceTimestamp(at);
        ended.setSourceTimestampNanos(0);
        out.add(concluded(ended, MISSING));
      }
    }
  }

  private boolean isChanged(EquipmentCondition listed) {
    EquipmentCondition known = active.get(key(listed));
    return known == null
        || known.getLevel() != listed.getLevel()
        || !Objects.equals(known.getText(), listed.getText());
  }

  private void begin(EquipmentCondition condition, String concludedFrom) {
    String key = key(condition);
    EquipmentCondition before = active.get(key);
    EquipmentCondition now =
        EquipmentCondition.newBuilder(condition)
            .setActivationId(
                before == null
                    ? condition.getActivationId() + "@" + condition.getSourceTimestamp()
                    : before.getActivationId())
            .setActivatedAt(
                before == null ? condition.getSourceTimestamp() : before.getActivatedAt())
            .build();
    if (before != null || active.size() < MOST) {
      active.put(key, now);
    }
    out.add(concluded(now, concludedFrom));
  }

  /** A Normal may name the nativeCode alone of what began with a conditionId. */
  private void endOne(EquipmentCondition condition) {
    List<String> ended = new ArrayList<>();
    String key = key(condition);
    if (active.containsKey(key)) {
      ended.add(key);
    } else {
      active.forEach(
          (each, known) -> {
            if (condition.getConditionId() == null && key.equals(known.getNativeCode())) {
              ended.add(each);
            }
          });
    }
    ended.forEach(each -> out.add(ended(active.remove(each), condition, ConditionLevel.NORMAL)));
    if (ended.isEmpty()) {
      out.add(condition);
    }
  }

  private void endAll(EquipmentCondition condition, String concludedFrom) {
    if (active.isEmpty()) {
      out.add(concluded(condition, concludedFrom));
    }
    for (EquipmentCondition each : active.values()) {
      out.add(concluded(ended(each, condition, condition.getLevel()), concludedFrom));
    }
    active.clear();
  }

  private static EquipmentCondition ended(
      EquipmentCondition activation, EquipmentCondition by, ConditionLevel level) {
    return EquipmentCondition.newBuilder(activation)
        .setLevel(level)
        .setActive(false)
        .setSource(by.getSource())
        .setText(by.getText())
        .setNativeSeverity(by.getNativeSeverity())
        .setSourceTimestamp(by.getSourceTimestamp())
        .setSourceTimestampNanos(by.getSourceTimestampNanos())
        .setSequence(by.getSequence())
        .build();
  }

  private static EquipmentCondition concluded(EquipmentCondition condition, String from) {
    return from == null
        ? condition
        : EquipmentCondition.newBuilder(condition).setConcludedFrom(from).build();
  }

  private boolean isBefore(EquipmentCondition condition) {
    return last != null
        && last.getSource().getEpoch() == condition.getSource().getEpoch()
        && Long.compareUnsigned(condition.getSequence(), last.getSequence()) <= 0;
  }

  private static boolean isActive(EquipmentCondition condition) {
    return condition.getLevel() == ConditionLevel.WARNING
        || condition.getLevel() == ConditionLevel.FAULT;
  }

  private static String key(EquipmentCondition condition) {
    if (condition.getConditionId() != null) {
      return condition.getConditionId();
    }
    return condition.getNativeCode() == null ? "" : condition.getNativeCode();
  }
}
