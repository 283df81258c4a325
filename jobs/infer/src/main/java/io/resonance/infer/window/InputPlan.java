package io.resonance.infer.window;

import io.resonance.infer.model.InputUnits;
import io.resonance.infer.model.ModelInput;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.PropertyKeys;
import io.resonance.schema.profile.UnitConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the properties of a batch go in one model's windows. Batches of one source repeat their
 * keys, so that a plan is made once and serves until other keys come.
 */
final class InputPlan {

  /** An input for properties the model does not use. */
  private static final int NO_INPUT = Integer.MAX_VALUE;

  private final PropertyKeys keys;
  private final Origin origin;
  private final int[] inputByKey;
  private final long[] arrayPeriods;
  private final ValueSource[] sources;
  private final List<Optional<UnitConversion>> conversions;
  private final boolean hasInputs;

  InputPlan(EquipmentBatch batch, WatchedModel model, InputUnits units) {
    this.keys = batch.keys();
    this.origin = batch.origin();
    int count = batch.keyCount();
    inputByKey = new int[count];
    arrayPeriods = new long[count];
    sources = new ValueSource[count];
    conversions = new ArrayList<>(count);
    boolean any = false;
    List<ModelInput> channels = model.spec.input().channels();
    for (int key = 0; key < count; key++) {
      PropertyKey property = batch.key(key);
      int input = model.inputOf(property.property());
      boolean used = input < channels.size();
      inputByKey[key] = used ? input : NO_INPUT;
      conversions.add(
          used ? units.between(property.unit(), channels.get(input).unit()) : Optional.empty());
      if (used) {
        arrayPeriods[key] = channels.get(input).arrayPeriodNanos();
        sources[key] = new ValueSource(property.address(), origin);
        any = true;
      }
    }
    this.hasInputs = any;
  }

  boolean fits(EquipmentBatch batch) {
    return keys.equals(batch.keys()) && origin.equals(batch.origin());
  }

  /** Whether the model uses any of the properties. */
  boolean hasInputs() {
    return hasInputs;
  }

  boolean isInput(int key) {
    return inputByKey[key] != NO_INPUT;
  }

  int input(int key) {
    return inputByKey[key];
  }

  long arrayPeriod(int key) {
    return arrayPeriods[key];
  }

  ValueSource source(int key) {
    return sources[key];
  }

  /** To the unit the model was trained in; empty where that does not measure the same. */
  Optional<UnitConversion> conversion(int key) {
    return conversions.get(key);
  }
}
