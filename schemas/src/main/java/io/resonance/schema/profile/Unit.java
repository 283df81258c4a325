package io.resonance.schema.profile;

import java.util.List;
import java.util.Optional;

/**
 * A unit of the profile's table.
 *
 * @param code UN/ECE Recommendation 20 common code, or {@code ucum:} and the UCUM spelling where
 *     Rec 20 has no code
 * @param ucum spelling for people, after UCUM
 * @param name name in Rec 20
 * @param dimension what it measures; only units of one dimension are converted into each other
 * @param scale a value times this, plus the offset, is the value in the dimension's SI unit
 * @param offset see scale
 * @param aliases other spellings: MTConnect's, symbols
 */
public record Unit(
    String code,
    String ucum,
    String name,
    String dimension,
    ExactNumber scale,
    ExactNumber offset,
    List<String> aliases) {

  public Unit {
    aliases = List.copyOf(aliases);
  }

  /** Whether the code is one of Rec 20. */
  public boolean isRec20() {
    return !code.startsWith("ucum:");
  }

  /** Whether a number means the same in both. */
  boolean measuresAs(Unit other) {
    return dimension.equals(other.dimension)
        && scale.equals(other.scale)
        && offset.equals(other.offset);
  }

  /** How values of this unit become values of the target; empty where the dimensions differ. */
  public Optional<UnitConversion> conversionTo(Unit target) {
    return dimension.equals(target.dimension)
        ? Optional.of(UnitConversion.between(this, target))
        : Optional.empty();
  }

  /**
   * The Rec 20 code of an OPC UA EUInformation.unitId: the id's bytes are the letters, big-endian
   * (Part 8, 5.6.4.4); empty for an id that spells no code, such as -1.
   */
  public static Optional<String> codeOfOpcUaUnitId(int unitId) {
    StringBuilder code = new StringBuilder(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      int letter = (unitId >>> shift) & 0xFF;
      if (letter == 0 && code.isEmpty()) {
        continue;
      }
      boolean fits = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
      if (!fits) {
        return Optional.empty();
      }
      code.append((char) letter);
    }
    return code.isEmpty() ? Optional.empty() : Optional.of(code.toString());
  }

  /** The OPC UA unitId of a Rec 20 code. */
  public static int opcUaUnitId(String code) {
    int id = 0;
    for (int i = 0; i < code.length(); i++) {
      id = (id << 8) | code.charAt(i);
    }
    return id;
  }
}
