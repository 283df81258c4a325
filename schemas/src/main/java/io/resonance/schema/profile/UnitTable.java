package io.resonance.schema.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The units of a profile, found by code, UCUM spelling or alias. */
final class UnitTable {

  private final List<Unit> units;
  private final Map<String, Unit> bySpelling = new HashMap<>();

  UnitTable(List<Unit> units) {
    this.units = List.copyOf(units);
    for (Unit unit : units) {
      add(unit.code(), unit);
      add(unit.ucum(), unit);
      unit.aliases().forEach(alias -> add(alias, unit));
    }
  }

  List<Unit> units() {
    return units;
  }

  Set<String> codes() {
    return units.stream().map(Unit::code).collect(Collectors.toUnmodifiableSet());
  }

  Optional<Unit> find(String spelling) {
    return Optional.ofNullable(bySpelling.get(spelling.strip()));
  }

  private void add(String spelling, Unit unit) {
    Unit before = bySpelling.putIfAbsent(spelling, unit);
    if (before != null && !before.equals(unit)) {
      throw new IllegalArgumentException(
          "the spelling `%s` stands for %s and for %s"
              .formatted(spelling, before.code(), unit.code()));
    }
  }
}
