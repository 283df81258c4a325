package io.resonance.schema.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The units of a profile, found by code, or by what people and machines write: UCUM spelling,
 * symbol, name in MTConnect. Rec 20 has codes of one meaning, such as PT and PTL for the pint; a
 * spelling they share stands for the first. A few codes are the symbol of another unit: GJ is g/mL
 * and a gigajoule.
 */
final class UnitTable {

  private final List<Unit> units;
  private final Map<String, Unit> byCode = new HashMap<>();
  private final Map<String, Unit> bySpelling = new HashMap<>();

  UnitTable(List<Unit> units) {
    this.units = List.copyOf(units);
    for (Unit unit : units) {
      if (byCode.put(unit.code(), unit) != null) {
        throw new IllegalArgumentException("the code `%s` is there twice".formatted(unit.code()));
      }
      spell(unit.ucum(), unit);
      unit.aliases().forEach(alias -> spell(alias, unit));
    }
  }

  List<Unit> units() {
    return units;
  }

  Set<String> codes() {
    return Set.copyOf(byCode.keySet());
  }

  Optional<Unit> ofCode(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** By code, else by spelling. */
  Optional<Unit> find(String text) {
    String stripped = text.strip();
    return ofCode(stripped).or(() -> Optional.ofNullable(bySpelling.get(stripped)));
  }

  /** By spelling, else by code. */
  Optional<Unit> ofSymbol(String text) {
    String stripped = text.strip();
    return Optional.ofNullable(bySpelling.get(stripped)).or(() -> ofCode(stripped));
  }

  private void spell(String spelling, Unit unit) {
    Unit before = bySpelling.putIfAbsent(spelling, unit);
    if (before != null && !before.measuresAs(unit)) {
      throw new IllegalArgumentException(
          "the spelling `%s` stands for %s and for %s"
              .formatted(spelling, before.code(), unit.code()));
    }
  }
}
