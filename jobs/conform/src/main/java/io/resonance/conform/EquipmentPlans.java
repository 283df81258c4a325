package io.resonance.conform;

import io.resonance.conform.rules.BoundRule;
import io.resonance.conform.rules.PlantRules;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plans of one equipment, with the order of the last batch as a hint: most batches of an
 * endpoint hold the same properties in the same order. A cache beside the state, made anew from the
 * kept facts after a restart.
 */
final class EquipmentPlans {

  private static final int UNRESOLVED = -1;

  private final Profile profile;
  private final PlantRules rules;
  private final String equipment;
  private final Map<String, Map<String, PropertyFacts>> facts = new HashMap<>();
  private final Map<Integer, PropertyPlan> plans = new HashMap<>();
  private PropertyKey[] hintKeys = {};
  private int[] hintIndexes = {};
  private PropertyPlan[] hintPlans = {};
  private String hintEndpoint = "";

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
    hintKeys = new PropertyKey[0];
  }

  /** All facts of an endpoint, for keeping them in state. */
  void addFactsOf(String endpoint, EquipmentBatchBuilder builder) {
    facts.getOrDefault(endpoint, Map.of()).values().forEach(builder::facts);
  }

  /** Resolves the properties of a batch; {@link #index} and {@link #plan} then answer for it. */
  void resolve(EquipmentBatch batch, EquipmentWatch watch) {
    int count = batch.keyCount();
    if (hintKeys.length != count || !hintEndpoint.equals(batch.origin().endpoint())) {
      hintEndpoint = batch.origin().endpoint();
      hintKeys = new PropertyKey[count];
      hintIndexes = new int[count];
      Arrays.fill(hintIndexes, UNRESOLVED);
      hintPlans = new PropertyPlan[count];
    }
    for (int i = 0; i < count; i++) {
      PropertyKey key = batch.key(i);
      if (!key.equals(hintKeys[i])) {
        hintKeys[i] = key;
        hintIndexes[i] = watch.indexOf(hintEndpoint, key.address(), key.property());
        hintPlans[i] = plans.computeIfAbsent(hintIndexes[i], index -> resolved(key));
      }
    }
  }

  int index(int keyIndex) {
    return hintIndexes[keyIndex];
  }

  PropertyPlan plan(int keyIndex) {
    return hintPlans[keyIndex];
  }

  /** The tests of a property that has come since the start; none for others. */
  List<BoundRule> rulesOf(int index) {
    PropertyPlan plan = plans.get(index);
    return plan == null ? List.of() : plan.rules();
  }

  private PropertyPlan resolved(PropertyKey key) {
    Map<String, PropertyFacts> known = facts.getOrDefault(hintEndpoint, Map.of());
    return PropertyPlan.resolve(
        profile,
        key.property(),
        Optional.ofNullable(known.get(key.address() + "\n" + key.property())),
        rules.of(equipment, key),
        rules.remembers(key.property()));
  }
}
