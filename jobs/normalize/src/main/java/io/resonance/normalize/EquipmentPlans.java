package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.RecentKeys;
import io.resonance.schema.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plans of one equipment by slot, and as tables of the last batches: most batches of an
 * endpoint hold the same properties in the same order. A cache beside the state, made anew from the
 * kept facts after a restart.
 */
final class EquipmentPlans {

  private final Profile profile;
  private final Map<String, Map<String, String>> words;
  private final Map<Slot, PropertyFacts> facts = new HashMap<>();
  private KeyPlan[] plans = new KeyPlan[8];
  private String[] nativeUnits = new String[8];
  private final RecentKeys<PlanTable> tables = new RecentKeys<>();

  /**
   * @param words by property, the plant file's words for what the machine says
   */
  EquipmentPlans(Profile profile, Map<String, Map<String, String>> words) {
    this.profile = profile;
    this.words = words;
  }

  /** Takes over what an endpoint said; plans that rest on it are resolved anew. */
  void learn(String endpoint, Iterable<PropertyFacts> said) {
    for (PropertyFacts fact : said) {
      facts.put(new Slot(endpoint, fact.key().address(), fact.key().property()), fact);
    }
    Arrays.fill(plans, null);
    tables.clear();
  }

  /** Slots and plans of the properties of a batch. */
  PlanTable table(EquipmentBatch batch, Progress progress) {
    String endpoint = batch.origin().endpoint();
    PlanTable table = tables.get(batch.keys(), endpoint);
    if (table == null) {
      int[] slots = new int[batch.keyCount()];
      List<KeyPlan> keyPlans = new ArrayList<>(slots.length);
      for (int i = 0; i < slots.length; i++) {
        PropertyKey key = batch.key(i);
        slots[i] = progress.indexOf(new Slot(endpoint, key.address(), key.property()));
        keyPlans.add(plan(slots[i], progress.slot(slots[i]), key));
      }
      table = new PlanTable(slots, keyPlans);
      tables.put(batch.keys(), endpoint, table);
    }
    return table;
  }

  /** The plan of a property that lies in a slot. */
  KeyPlan plan(int slot, Slot name, PropertyKey key) {
    if (slot >= plans.length) {
      int capacity = Math.max(slot + 1, plans.length * 2);
      plans = Arrays.copyOf(plans, capacity);
      nativeUnits = Arrays.copyOf(nativeUnits, capacity);
    }
    if (plans[slot] == null || !key.nativeUnit().equals(nativeUnits[slot])) {
      plans[slot] =
          KeyPlan.resolve(
              profile,
              key,
              Optional.ofNullable(facts.get(name)),
              words.getOrDefault(key.property(), Map.of()));
      nativeUnits[slot] = key.nativeUnit();
    }
    return plans[slot];
  }

  /** The facts of one endpoint as a batch without rows, which is how they are kept in state. */
  void addFactsOf(String endpoint, io.resonance.schema.batch.EquipmentBatchBuilder builder) {
    facts.forEach(
        (slot, fact) -> {
          if (slot.endpoint().equals(endpoint)) {
            builder.facts(fact);
          }
        });
  }
}
