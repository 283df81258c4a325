package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class UnitTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");
  private static final MathContext DIGITS = new MathContext(60);

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
    assertThat(PROFILE.unitOfOpcUaId(5066068)).map(Unit::ucum).contains("mm");
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
    Map<String, List<String>> official = new java.util.HashMap<>();
    for (String line : Files.readAllLines(corpus("UNECE_to_OPCUA.csv"))) {
      List<String> fields = fields(line);
      official.put(fields.get(0), fields);
      if (fields.get(1).matches("[0-9]+")) {
        assertThat(Unit.codeOfOpcUaUnitId(Integer.parseInt(fields.get(1)))).contains(fields.get(0));
      }
    }
    assertThat(official).hasSizeGreaterThan(1800);
    for (Unit unit : PROFILE.units()) {
      if (unit.isRec20()) {
        assertThat(official).containsKey(unit.code());
        assertThat(official.get(unit.code()).get(3))
            .as(unit.code())
            .isEqualToIgnoringWhitespace(unit.name());
      }
    }
  }

  @Test
  void agreesWithTheConversionFactorsOfRec20() throws IOException {
    int compared = 0;
    for (String line : Files.readAllLines(corpus("rec20_latest_a1.csv"))) {
      List<String> fields = fields(line);
      var factor =
          fields.size() > 8 ? Rec20Factor.read(fields.get(8)) : java.util.OptionalDouble.empty();
      var unit = fields.size() > 8 ? PROFILE.unit(fields.get(6)) : java.util.Optional.<Unit>empty();
      // Rec 20 gives rpm and rps in 1/s, dB in Np, and its factor of mm/h (H67) is off by ten
      if (factor.isPresent()
          && unit.isPresent()
          && !List.of("RPM", "RPS", "2N", "H67", "C94").contains(unit.get().code())) {
        double ours = unit.get().scale().decimal().doubleValue();
        assertThat(ours)
            .as(line.substring(0, Math.min(80, line.length())))
            .isCloseTo(factor.getAsDouble(), org.assertj.core.data.Percentage.withPercentage(0.01));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
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

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.replace("\uFEFF", "").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
