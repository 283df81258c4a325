package io.resonance.normalize;

import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Unit;
import io.resonance.schema.profile.UnitConversion;
import java.util.Map;
import java.util.Optional;

/**
 * What is done to every value of one property: resolved once from the profile and what the endpoint
 * said, then used for all rows.
 *
 * @param key the property with its canonical unit
 * @param nativeKey the property with the machine's unit, for arrays, which are not converted
 * @param conversion machine's unit to canonical unit
 * @param codes texts of enumeration codes; empty for other properties
 * @param finding whether the unit could be used
 * @param limits the units at odds, for people; empty where the finding is SOUND
 * @param words words of the vocabulary by what the machine says instead; usually empty
 * @param speaks whether its values are words that say what the machine does or works on
 */
record KeyPlan(
    PropertyKey key,
    PropertyKey nativeKey,
    UnitConversion conversion,
    Map<Long, String> codes,
    UnitFinding finding,
    String limits,
    Map<String, String> words,
    boolean speaks) {

  /** The dimension in which a bare number has a unit by itself. */
  private static final String COUNTED = "count";

  /**
   * Resolves a property.
   *
   * @param key as the router made it: the native unit is the plant file's or the endpoint's
   * @param facts what the endpoint said about it, if it did
   * @param words the plant file's words for what the machine says
   */
  static KeyPlan resolve(
      Profile profile, PropertyKey key, Optional<PropertyFacts> facts, Map<String, String> words) {
    String spelling =
        key.nativeUnit().isEmpty()
            ? facts.map(f -> f.key().nativeUnit()).orElse("")
            : key.nativeUnit();
    Map<Long, String> codes = facts.map(PropertyFacts::codes).orElse(Map.of());
    UnitConversion scale =
        UnitConversion.IDENTITY.dividingFirstBy(facts.map(PropertyFacts::nativeScale).orElse(1.0));
    boolean speaks =
        profile.states().looksAt(key.property())
            || profile.context().place(key.property()).isPresent();
    Optional<Unit> unit = spelling.isEmpty() ? Optional.empty() : profile.unit(spelling);
    Optional<Unit> canonical = profile.term(key.property()).flatMap(PropertyTerm::canonicalUnit);
    if (canonical.isEmpty()) {
      PropertyKey own = named(key, unit.map(Unit::code).orElse(""), unit.isEmpty() ? spelling : "");
      return new KeyPlan(own, own, scale, codes, UnitFinding.SOUND, "", words, speaks);
    }
    if (unit.isEmpty()) {
      return withoutUnit(key, spelling, canonical.get(), codes, scale, words, speaks);
    }
    PropertyKey nativeKey = named(key, unit.get().code(), "");
    return unit.get()
        .conversionTo(canonical.get())
        .map(
            conversion ->
                new KeyPlan(
                    named(key, canonical.get().code(), conversion.isIdentity() ? "" : spelling),
                    nativeKey,
                    conversion.dividingFirstBy(scale.divide()),
                    codes,
                    UnitFinding.SOUND,
                    "",
                    words,
                    speaks))
        .orElseGet(
            () ->
                new KeyPlan(
                    nativeKey,
                    nativeKey,
                    scale,
                    codes,
                    UnitFinding.OTHER_DIMENSION,
                    "`%s` measures %s, the property %s in %s"
                        .formatted(
                            spelling,
                            unit.get().dimension(),
                            canonical.get().dimension(),
                            canonical.get().code()),
                    words,
                    speaks));
  }

  private static KeyPlan withoutUnit(
      PropertyKey key,
      String spelling,
      Unit canonical,
      Map<Long, String> codes,
      UnitConversion scale,
      Map<String, String> words,
      boolean speaks) {
    if (spelling.isEmpty() && canonical.dimension().equals(COUNTED)) {
      PropertyKey counted = named(key, canonical.code(), "");
      return new KeyPlan(counted, counted, scale, codes, UnitFinding.SOUND, "", words, speaks);
    }
    PropertyKey bare = named(key, "", spelling);
    String limits =
        spelling.isEmpty()
            ? "the machine names no unit; %s is expected".formatted(canonical.code())
            : "`%s` is not in the unit table; %s is expected".formatted(spelling, canonical.code());
    return new KeyPlan(bare, bare, scale, codes, UnitFinding.UNKNOWN, limits, words, speaks);
  }

  /** Whether values are given words that the machine does not say itself. */
  boolean renames() {
    return !codes.isEmpty() || !words.isEmpty();
  }

  /** The word for a code; null where it has none. */
  String wordOf(long code) {
    String text = codes.get(code);
    String word = words.get(Long.toString(code));
    return word != null ? word : text == null ? null : words.getOrDefault(text, text);
  }

  /** The facts with their ranges in the unit of {@link #key}. */
  PropertyFacts normalized(PropertyFacts facts) {
    return new PropertyFacts(
        key,
        facts.displayName(),
        converted(facts.euRange()),
        converted(facts.instrumentRange()),
        facts.codes(),
        1);
  }

  private ValueRange converted(ValueRange range) {
    return range.isUnbounded()
        ? range
        : new ValueRange(conversion.apply(range.low()), conversion.apply(range.high()));
  }

  private static PropertyKey named(PropertyKey key, String unit, String nativeUnit) {
    return new PropertyKey(key.property(), key.address(), unit, nativeUnit);
  }
}
