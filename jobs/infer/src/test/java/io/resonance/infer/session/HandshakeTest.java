package io.resonance.infer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.TestPackages;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.InputOffer;
import io.resonance.schema.v1.SessionReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs of the model: spindle-speed in RPM and vibration in C16 (mm/s), two values a window. */
class HandshakeTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");
  private static final EngineVersion ENGINE = new EngineVersion("OnnxRuntime", "1.20.0");

  @TempDir Path folder;

  @Test
  void acceptsInputsInTheUnitsOfTheTraining() throws Exception {
    Handshake handshake = handshake("");
    Probe probe = probe("RPM", 8, "C16", 8, 1);
    assertThat(handshake.lacking(probe)).isEmpty();
    assertThat(handshake.versionReasons()).isEmpty();
    assertThat(handshake.offers(probe))
        .extracting(InputOffer::getProperty, InputOffer::getConverted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("spindle-speed", false),
            org.assertj.core.groups.Tuple.tuple("vibration", false));
    assertThat(handshake.offers(probe).get(0).getValuesPerSecond()).isEqualTo(10);
  }

  @Test
  void convertsWhatCanBeConverted() throws Exception {
    Handshake handshake = handshake("");
    Probe probe = probe("RPM", 8, "MTS", 8, 1); // m/s for mm/s
    assertThat(handshake.lacking(probe)).isEmpty();
    InputOffer vibration = handshake.offers(probe).get(1);
    assertThat(vibration.getConverted()).isTrue();
    assertThat(vibration.getOfferedUnit()).isEqualTo("MTS");
    assertThat(vibration.getNeededUnit()).isEqualTo("C16");
  }

  @ParameterizedTest
  @CsvSource({
    "RPM, 8, CEL, 8, 1.0, UNIT_MISMATCH, vibration",
    "RPM, 0, C16, 8, 1.0, INPUT_NOT_OFFERED, spindle-speed",
    "RPM, 1, C16, 8, 1.0, INPUT_TOO_SLOW, spindle-speed",
    "RPM, 8, C16, 8, 0.4, INPUT_QUALITY_TOO_LOW, "
  })
  void saysWhatIsLacking(
      String speed, int speeds, String vib, int vibs, double ratio, String code, String property)
      throws Exception {
    List<SessionReason> lacking = handshake("").lacking(probe(speed, speeds, vib, vibs, ratio));
    assertThat(lacking).hasSize(1);
    assertThat(lacking.get(0).getCode()).isEqualTo(code);
    assertThat(lacking.get(0).getProperty()).isEqualTo(property);
  }

  @Test
  void tellsAllThatIsLackingAtOnce() throws Exception {
    assertThat(handshake("").lacking(probe("CEL", 8, "C16", 0, 0)))
        .extracting(SessionReason::getCode)
        .containsExactly("UNIT_MISMATCH", "INPUT_NOT_OFFERED");
    assertThat(handshake("").nothingOffered())
        .extracting(SessionReason::getProperty)
        .containsExactlyElementsOf(TestPackages.PROPERTIES);
  }

  @ParameterizedTest
  @CsvSource({
    "'requires: {profile: mdr-profile-0.1, engine: \"1.20\"}', ",
    "'requires: {engine: \"1.9.9\"}', ",
    "'requires: {engine: \"1.20.1\"}', ENGINE_TOO_OLD",
    "'requires: {engine: \"2\"}', ENGINE_TOO_OLD",
    "'requires: {profile: mdr-profile-0.2}', PROFILE_DIFFERS"
  })
  void checksVersions(String requires, String code) throws Exception {
    assertThat(handshake(requires).versionReasons())
        .extracting(SessionReason::getCode)
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void refusesTermsAndUnitsThatTheProfileDoesNotKnow() throws Exception {
    String yaml =
        yaml("")
            .replace("property: vibration", "property: wobble")
            .replace("unit: RPM", "unit: FURLONG");
    assertThat(new Handshake(spec(yaml), PROFILE, ENGINE).versionReasons())
        .extracting(SessionReason::getCode)
        .containsExactly("UNIT_UNKNOWN", "TERM_UNKNOWN");
  }

  @Test
  void everyCodeStandsInTheProfile() {
    assertThat(
            PROFILE.errors().stream()
                .filter(e -> e.group() == io.resonance.schema.profile.ErrorCode.Group.SESSION)
                .map(io.resonance.schema.profile.ErrorCode::code))
        .containsExactlyInAnyOrder(
            Handshake.INPUT_NOT_OFFERED,
            Handshake.INPUT_TOO_SLOW,
            Handshake.INPUT_QUALITY_TOO_LOW,
            Handshake.UNIT_MISMATCH,
            Handshake.PROFILE_DIFFERS,
            Handshake.TERM_UNKNOWN,
            Handshake.UNIT_UNKNOWN,
            Handshake.ENGINE_TOO_OLD,
            TrackSessionsFunction.INPUTS_GONE);
  }

  private Handshake handshake(String requires) throws Exception {
    return new Handshake(spec(yaml(requires)), PROFILE, ENGINE);
  }

  private static String yaml(String requires) {
    return TestPackages.yaml(ModelPackage.sha256(TestPackages.meanModel()), 2, "last") + requires;
  }

  private ModelSpec spec(String yaml) throws Exception {
    TestPackages.write(folder, TestPackages.meanModel(), yaml);
    return ModelPackage.loadAsDescribed(folder).spec();
  }

  private static Probe probe(String speed, int speeds, String vib, int vibs, double ratio) {
    return new Probe(
        List.of(
            new Probe.Input(Optional.of("speed"), Optional.of(speed), speeds),
            new Probe.Input(Optional.of("vib"), Optional.of(vib), vibs)),
        ratio);
  }
}
