package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class UnitTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");
  private static final MathContext DIGITS = new MathContext(60);

  /** What Rec 20 gives instead of a factor. */
  private static final Map<String, String> WITHOUT_A_NUMBER =
      Map.of(
          "G19", "newton metre per kilogram, given by quantity alone",
          "H41", "a root of the watt",
          "NPR", "refers to PR",
          "Q26", "one per one, the same as C62",
          "TAN", "a chemical equivalent",
          "AWG", "a gauge number, not a multiple");

  /** Rec 20 states these in units other than those of the SI; the factor of that unit. */
  private static final Map<String, Double> NOT_IN_SI =
      Map.ofEntries(
          Map.entry("MIK", 1e6),
          Map.entry("RPS", 2 * Math.PI),
          Map.entry("2N", 1 / 0.1151293),
          Map.entry("CTM", 1e-6),
          Map.entry("DRA", 1e-3),
          Map.entry("DRI", 1e-3),
          Map.entry("DRM", 1e-3),
          Map.entry("DWT", 1e-3),
          Map.entry("LBT", 1e-3),
          Map.entry("SCR", 1e-3),
          Map.entry("E11", 4.184),
          Map.entry("N3", 0.0254),
          Map.entry("P93", 8.0),
          Map.entry("P94", 8.0),
          Map.entry("P95", 8.0),
          Map.entry("Q16", 1 / Math.log(2)),
          Map.entry("Q19", 1 / Math.log(2)),
          Map.entry("Q18", Math.log(10) / Math.log(2)),
          Map.entry("B71", 1.602176634e-19),
          Map.entry("A85", 1.602176634e-19),
          Map.entry("B29", 1.602176634e-19),
          Map.entry("BQL", 3.7e10),
          Map.entry("A18", 3.7e10));

  /**
   * Misprints of Rec 20 and texts that are no plain factor; the units here follow the definition.
   */
  private static final Map<String, String> OTHERWISE_IN_REC20 =
      Map.ofEntries(
          Map.entry("L21", "power without its minus"),
          Map.entry("H49", "off by ten"),
          Map.entry("H66", "the reciprocal"),
          Map.entry("H67", "off by ten"),
          Map.entry("M22", "per second for per minute"),
          Map.entry("H85", "off by 0.3 %"),
          Map.entry("RPM", "rounded to three digits, and without 2 pi"),
          Map.entry("APZ", "off by ten"),
          Map.entry("H76", "power without its minus"),
          Map.entry("80", "kg/m² for kgf/m²"),
          Map.entry("64", "kg/m² for kgf/m²"),
          Map.entry("E41", "power with a minus too many, off by a million besides"),
          Map.entry("J32", "off by ten"),
          Map.entry("J58", "litre for cubic metre"),
          Map.entry("K32", "litre for cubic metre, off by ten"),
          Map.entry("K34", "litre for cubic metre, off by ten"),
          Map.entry("A1", "not the 15 °C calorie of any table"),
          Map.entry("N55", "the thermochemical unit"),
          Map.entry("P71", "off by ten"),
          Map.entry("P72", "off by ten"),
          Map.entry("P73", "off by ten"),
          Map.entry("A91", "by name"),
          Map.entry("M96", "without the sign of multiplication"),
          Map.entry("F58", "of the bar"),
          Map.entry("Q29", "power not raised"),
          Map.entry("D95", "with a factor below the line"),
          Map.entry("Z9", "power not raised"),
          Map.entry("KNM", "power not raised"),
          Map.entry("DBW", "a logarithm"),
          Map.entry("DBM", "a logarithm"),
          Map.entry("TD", "two factors"));

  @Test
  void convertsWholeResultsWithoutRounding() {
    assertThat(convert("FAH", "CEL", 212)).isEqualTo(100);
    assertThat(convert("FAH", "CEL", -40)).isEqualTo(-40);
    assertThat(convert("mm/min", "C16", 90)).isEqualTo(1.5);
    assertThat(convert("KILOWATT", "W", 2.5)).isEqualTo(2500);
    assertThat(convert("REVOLUTION/SECOND", "RPM", 50)).isEqualTo(3000);
    assertThat(convert("REVOLUTION", "deg", 1)).isEqualTo(360);
    assertThat(convert("INCH", "MMT", 1)).isEqualTo(25.4);
    assertThat(convert("bar", "PAL", 1.5)).isEqualTo(150_000);
  }

  @Test
  void refusesAnotherDimension() {
    assertThat(unit("CELSIUS").conversionTo(unit("MMT"))).isEmpty();
  }

  /** Part 8, 5.6.4.4: MMT is 5066068. */
  @Test
  void readsOpcUaUnitIds() {
    assertThat(Unit.codeOfOpcUaUnitId(5066068)).contains("MMT");
    assertThat(Unit.opcUaUnitId("MMT")).isEqualTo(5066068);
    assertThat(Unit.codeOfOpcUaUnitId(-1)).isEmpty();
    assertThat(Unit.codeOfOpcUaUnitId(0)).isEmpty();
    assertThat(PROFILE.unitOfCode("MMT")).map(Unit::ucum).contains("mm");
  }

  /** GJ is the code of the gram per millilitre, 23 has its symbol too. */
  @Test
  void tellsCodesFromSymbols() {
    assertThat(PROFILE.unitOfCode("GJ")).map(Unit::ucum).contains("g/mL");
    assertThat(PROFILE.unit("GJ")).map(Unit::code).contains("GJ");
    assertThat(PROFILE.unitOfSymbol("GJ")).map(Unit::code).contains("GV");
    assertThat(PROFILE.unitOfSymbol("mm")).isEqualTo(PROFILE.unit("MMT"));
    assertThat(PROFILE.otherUnitSpelled("GJ")).map(Unit::code).contains("GV");
    assertThat(PROFILE.otherUnitSpelled("MMT")).isEmpty();
    assertThat(PROFILE.otherUnitSpelled("mm")).isEmpty();
  }

  @Property
  void convertsAsExactArithmeticDoes(
      @ForAll @IntRange(min = 0, max = 10_000) int pair,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
    List<Unit> units = PROFILE.units();
    Unit from = units.get(pair % units.size());
    List<Unit> targets =
        units.stream().filter(unit -> unit.dimension().equals(from.dimension())).toList();
    Unit to = targets.get(pair / units.size() % targets.size());
    BigDecimal exact =
        new BigDecimal(value)
            .multiply(from.scale().decimal())
            .add(from.offset().decimal())
            .subtract(to.offset().decimal())
            .divide(to.scale().decimal(), DIGITS);
    double converted = from.conversionTo(to).orElseThrow().apply(value);
    double magnitude =
        Math.max(
            Math.abs(exact.doubleValue()),
            from.offset()
                .minus(to.offset())
                .decimal()
                .divide(to.scale().decimal(), DIGITS)
                .abs()
                .doubleValue());
    assertThat(Math.abs(converted - exact.doubleValue()))
        .isLessThanOrEqualTo(3 * Math.ulp(magnitude));
  }

  @Property
  void convertsThereAndBack(
      @ForAll @IntRange(min = 0, max = 10_000) int index,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    Unit unit = PROFILE.units().get(index % PROFILE.units().size());
    for (Unit other : PROFILE.units()) {
      unit.conversionTo(other)
          .ifPresent(
              there -> {
                double back = other.conversionTo(unit).orElseThrow().apply(there.apply(value));
                assertThat(back)
                    .isCloseTo(
                        value,
                        org.assertj.core.data.Offset.offset(
                            Math.max(1e-11, Math.abs(value) * 1e-14) * 100));
              });
    }
  }

  @Test
  void agreesWithTheUnEceListsOnCodeNameAndUnitId() throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    for (List<String> fields : table("rec20_latest_a2-3.csv")) {
      names.put(fields.get(1), fields.get(2));
    }
    for (List<String> fields : table("UNECE_to_OPCUA.csv")) {
      names.put(fields.get(0), fields.get(3));
      if (fields.get(1).matches("[0-9]+")) {
        int unitId = Integer.parseInt(fields.get(1));
        assertThat(Unit.codeOfOpcUaUnitId(unitId)).contains(fields.get(0));
        assertThat(Unit.opcUaUnitId(fields.get(0))).isEqualTo(unitId);
      }
    }
    assertThat(names).hasSizeGreaterThan(1800);
    for (Unit unit : PROFILE.units()) {
      if (unit.isRec20()) {
        assertThat(names).containsKey(unit.code());
        assertThat(names.get(unit.code())).as(unit.code()).isEqualToIgnoringWhitespace(unit.name());
      }
    }
  }

  @Test
  void hasEveryUnitOfRec20ThatHasAFactor() throws IOException {
    Map<String, String> factors = rec20Factors();
    List<String> missing =
        factors.keySet().stream()
            .filter(code -> !WITHOUT_A_NUMBER.containsKey(code))
            .filter(code -> PROFILE.unitOfCode(code).isEmpty())
            .toList();
    assertThat(missing).isEmpty();
    assertThat(factors).hasSizeGreaterThan(1400);
  }

  @Test
  void agreesWithTheConversionFactorsOfRec20() throws IOException {
    int compared = 0;
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, String> each : rec20Factors().entrySet()) {
      OptionalDouble factor = Rec20Factor.read(each.getValue());
      Optional<Unit> unit = PROFILE.unitOfCode(each.getKey());
      if (factor.isPresent() && unit.isPresent()) {
        double ours = unit.get().scale().decimal().doubleValue();
        double theirs = factor.getAsDouble() * NOT_IN_SI.getOrDefault(each.getKey(), 1.0);
        boolean agrees = Math.abs(ours / theirs - 1) < 1e-4;
        if (agrees == OTHERWISE_IN_REC20.containsKey(each.getKey())) {
          different.add(each.getKey() + ": " + each.getValue() + ", here " + ours);
        }
        compared++;
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(1100);
  }

  // By code, from both annexes; the first text counts.
  private static Map<String, String> rec20Factors() throws IOException {
    Map<String, String> factors = new LinkedHashMap<>();
    for (List<String> fields : table("rec20_latest_a1.csv")) {
      if (fields.size() > 8 && !fields.get(8).isBlank()) {
        factors.putIfAbsent(fields.get(6).strip(), fields.get(8).strip());
      }
    }
    for (List<String> fields : table("rec20_latest_a2-3.csv")) {
      if (fields.size() > 6 && !fields.get(6).isBlank()) {
        factors.putIfAbsent(fields.get(1).strip(), fields.get(6).strip());
      }
    }
    factors.remove("Common Code");
    factors.remove("Common\nCode");
    return factors;
  }

  @Test
  void resolvesEveryUnitOfMtConnect() throws IOException {
    List<String> unresolved = new ArrayList<>();
    for (String line : Files.readAllLines(corpus("mtconnect_units_enumeration.tsv"))) {
      String[] fields = line.split("\t");
      if (!fields[0].equals("xsdType") && PROFILE.unit(fields[1]).isEmpty()) {
        unresolved.add(fields[1]);
      }
    }
    assertThat(unresolved).containsOnly("OTHER");
  }

  private static double convert(String from, String to, double value) {
    return unit(from).conversionTo(unit(to)).orElseThrow().apply(value);
  }

  private static Unit unit(String spelling) {
    return PROFILE.unit(spelling).orElseThrow();
  }

  private static Path corpus(String file) {
    Path path = Path.of(System.getProperty("corpus.dir", "none"), "units", file);
    Assumptions.assumeTrue(Files.exists(path), "the corpus of real documents is not here");
    return path;
  }

  // RFC 4180, with line breaks inside quotes
  private static List<List<String>> table(String file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : Files.readString(corpus(file)).replace("\uFEFF", "").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if ((c == ',' || c == '\n') && !quoted) {
        row.add(field.toString().strip());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    return rows;
  }
}
