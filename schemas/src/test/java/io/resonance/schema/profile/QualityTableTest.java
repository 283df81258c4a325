package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.v1.Quality;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityTableTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");

  private static final String TABLE =
      """
      source: "a"
      mtconnect: []
      limit-bits:
        - {word: LOW, quality: UNCERTAIN, why: {en: a, zh: a}}
      device-health:
        - {word: FAILURE, quality: BAD, why: {en: a, zh: a}}
      opcua-severity:
        - {from: 0, level: WARNING, why: {en: a, zh: a}}
      """;

  @Test
  void aScaleIsMadeOfItsRows() {
    QualityTable table = read(TABLE);
    assertThat(table.scale().of(0x500)).isEqualTo(Quality.UNCERTAIN);
    assertThat(table.scale().of(0x600)).as("HIGH has no row").isEqualTo(Quality.GOOD);
  }

  @Test
  void everyWordOfDeviceHealthHasItsRow() {
    assertThat(PROFILE.quality().health().stream().map(QualityTable.Row::word))
        .containsExactlyInAnyOrderElementsOf(
            PROFILE.vocabulary("device-health").orElseThrow().words());
  }

  @Test
  void refusesWordsAndQualitiesThatAreNone() {
    assertThatThrownBy(() -> read(TABLE.replace("LOW", "LOWER")))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("quality.yaml, line 4: `LOWER` is none of");
    assertThatThrownBy(() -> read(TABLE.replace("FAILURE", "BROKEN")))
        .hasMessage("quality.yaml, line 6: `BROKEN` is no word of the vocabulary device-health");
    assertThatThrownBy(() -> read(TABLE.replace("quality: BAD", "quality: WORSE")))
        .hasMessageContaining("quality.yaml, line 6: `WORSE` is none of");
    assertThatThrownBy(
            () ->
                read(
                    TABLE.replace(
                        "device-health:",
                        "  - {word: LOW, quality: BAD, why: {en: a, zh: a}}\ndevice-health:")))
        .hasMessage("quality.yaml, line 5: `LOW` is there twice");
  }

  private static QualityTable read(String text) {
    return QualityTable.read(
        YamlEntry.parse("quality.yaml", text),
        Map.of("device-health", PROFILE.vocabulary("device-health").orElseThrow()));
  }
}
