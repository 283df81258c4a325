package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.v1.Violation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Tries rules on recorded batches, in the way {@link ConformFunction} applies them but without a
 * job. For one thread.
 */
public final class RuleTrial {

  private final Conformance conformance;
  private final Consumer<Violation> out;
  private final Map<String, EquipmentWatch> watches = new HashMap<>();
  private final Map<String, EquipmentPlans> plans = new HashMap<>();

  /**
   * @param reference profile, parameters and rules
   * @param notApplied is told of a rule of the plant that says nothing about a value, and why
   * @param out takes the violations
   * @throws IllegalArgumentException if a parameter does not fit a rule of the profile
   * @throws io.resonance.schema.profile.ProfileException if a rule of the plant is wrong
   */
  public RuleTrial(
      ProfileReference reference,
      BiConsumer<PlantRule, String> notApplied,
      Consumer<Violation> out) {
    this.conformance = new Conformance(reference, notApplied);
    this.out = out;
  }

  /** Takes the next batch; those of one equipment come in their order. */
  public void feed(EquipmentBatch batch) {
    EquipmentPlans own = plans.computeIfAbsent(batch.equipment(), conformance::plans);
    own.learn(batch.origin().endpoint(), batch.facts());
    conformance.check(
        batch,
        watches.computeIfAbsent(batch.equipment(), id -> new EquipmentWatch()),
        own,
        Alongside.NOBODY,
        out);
  }
}
