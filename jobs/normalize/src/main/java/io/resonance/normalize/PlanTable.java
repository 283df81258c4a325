package io.resonance.normalize;

import io.resonance.schema.batch.PropertyKeys;
import java.util.List;

/** Slots and plans of the properties of a batch, by their index; kept as long as they repeat. */
final class PlanTable {

  private final int[] slots;
  private final KeyPlan[] plans;
  private final PropertyKeys keys;

  /** Whether numbers of the property are converted. */
  private final boolean[] converts;

  private final boolean convertsAny;
  private final boolean speaksAny;

  PlanTable(int[] slots, List<KeyPlan> plans) {
    this.slots = slots;
    this.plans = plans.toArray(KeyPlan[]::new);
    this.keys = PropertyKeys.of(plans.stream().map(KeyPlan::key).toList());
    this.converts = new boolean[slots.length];
    boolean any = false;
    boolean speaks = false;
    for (int i = 0; i < converts.length; i++) {
      converts[i] = !this.plans[i].conversion().isIdentity();
      any |= converts[i];
      speaks |= this.plans[i].speaks();
    }
    this.convertsAny = any;
    this.speaksAny = speaks;
  }

  int slot(int keyIndex) {
    return slots[keyIndex];
  }

  KeyPlan plan(int keyIndex) {
    return plans[keyIndex];
  }

  /** The properties as normalized rows refer to them. */
  PropertyKeys keys() {
    return keys;
  }

  boolean converts(int keyIndex) {
    return converts[keyIndex];
  }

  boolean convertsAny() {
    return convertsAny;
  }

  /** Whether any of the properties says what the machine does or works on. */
  boolean speaksAny() {
    return speaksAny;
  }
}
