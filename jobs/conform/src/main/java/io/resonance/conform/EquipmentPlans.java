package io.resonance.conform;

import io.resonance.conform.rules.BoundRule;
import io.resonance.conform.rules.PlantRules;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.RecentKeys;
import io.resonance.schema.profile.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plans of one equipment, with what was resolved for its last batches: most batches of an
 * endpoint hold the same properties in the same order. A cache beside the state, made anew from the
 * kept facts after a restart.
 */
final class EquipmentPlans {

  private final Profile profile;
  private final PlantRules rules;
  private final String equipment;
  private final Map<String, Map<String, PropertyFacts>> facts = new HashMap<>();
  private final Map<Integer, PropertyPlan> plans = new HashMap<>();
  private final RecentKeys<Resolved> recent = new RecentKeys<>();
  private Resolved resolved = new Resolved(0);

  /** Where the properties of a batch are, and what their values are held against. */
  private static final class Resolved {
    private final int[] indexes;
    private final PropertyPlan[] plans;

    Resolved(int properties) {
      indexes = new int[properties];
      plans = new PropertyPlan[properties];
    }
  }

  EquipmentPlans(Profile profile, PlantRules rules, String equipment) {
    this.profile = profile;
    this.rules = rules;
    this.equipment = equipment;
  }

  /** Takes over what an endpoint said; plans are resolved anew. */
  void learn(String endpoint, Iterable<PropertyFacts> said) {
    Map<String, PropertyFacts> known = facts.computeIfAbsent(endpoint, id -> new HashMap<>());
    for (PropertyFacts fact : said) {
      known.put(fact.key().address() + "\n" + fact.key().property(), fact);
    }
    plans.clear();
    recent.clear();
  }

  /** All facts of an endpoint, for keeping them in state. */
  void addFactsOf(String endpoint, EquipmentBatchBuilder builder) {
    facts.getOrDefault(endpoint, Map.of()).values().forEach(builder::facts);
  }

  /** Resolves the properties of a batch; {@link #index} and {@link #plan} then answer for it. */
  void resolve(EquipmentBatch batch, EquipmentWatch watch) {
    String endpoint = batch.origin().endpoint();
    Resolved known = recent.get(batch.keys(), endpoint);
    if (known == null) {
      known = new Resolved(batch.keyCount());
      for (int i = 0; i < known.indexes.length; i++) {
        PropertyKey key = batch.key(i);
        known.indexes[i] = watch.indexOf(endpoint, key.address(), key.property());
        known.plans[i] = plans.computeIfAbsent(known.indexes[i], index -> resolved(endpoint, key));
      }
      recent.put(batch.keys(), endpoint, known);
    }
    resolved = known;
  }

  int index(int keyIndex) {
    return resolved.indexes[keyIndex];
  }

  PropertyPlan plan(int keyIndex) {
    return resolved.plans[keyIndex];
  }

  /** The tests of a property that has come since the start; none for others. */
  List<BoundRule> rulesOf(int index) {
    PropertyPlan plan = plans.get(index);
    return plan == null ? List.of() : plan.rules();
  }

  private PropertyPlan resolved(String endpoint, PropertyKey key) {
    Map<String, PropertyFacts> known = facts.getOrDefault(endpoint, Map.of());
    return PropertyPlan.resolve(
        profile,
        key.property(),
        Optional.ofNullable(known.get(key.address() + "\n" + key.property())),
        rules.of(equipment, key),
        rules.remembers(key.property()));
  }
}
