package io.resonance.infer.model;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.UnitConversion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Converts from the profile's canonical units to the units a model was trained in. */
public final class InputUnits {

  private final Profile profile;
  private final Map<FromTo, Optional<UnitConversion>> known = new HashMap<>();

  private record FromTo(String from, String to) {}

  public InputUnits(Profile profile) {
    this.profile = profile;
  }

  /** The conversion between two UN/ECE Rec 20 codes; empty where they do not measure the same. */
  public Optional<UnitConversion> between(String from, String to) {
    return known.computeIfAbsent(new FromTo(from, to), this::find);
  }

  private Optional<UnitConversion> find(FromTo units) {
    if (units.from().equals(units.to())) {
      return Optional.of(UnitConversion.IDENTITY);
    }
    return profile
        .unit(units.from())
        .flatMap(from -> profile.unit(units.to()).flatMap(from::conversionTo));
  }
}
