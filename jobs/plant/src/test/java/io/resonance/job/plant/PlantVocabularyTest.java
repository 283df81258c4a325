package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.load.VocabularyCheck.Vocabulary;
import org.junit.jupiter.api.Test;

class PlantVocabularyTest {

  private final PlantVocabulary vocabulary = new PlantVocabulary();

  @Test
  void knowsUnitsByCodeAndByUcum() {
    assertThat(vocabulary.knows(Vocabulary.UNIT, "MMT")).isTrue();
    assertThat(vocabulary.knows(Vocabulary.UNIT, "mm/min")).isTrue();
    assertThat(vocabulary.knows(Vocabulary.UNIT, "cubits")).isFalse();
  }

  @Test
  void refusesACodeThatIsTheSymbolOfAnotherUnit() {
    assertThat(vocabulary.refuseUnit("GJ"))
        .contains(
            "'GJ' is the Rec 20 code of gram per millilitre (g/mL) and the symbol of gigajoule (code"
                + " GV).");
    assertThat(vocabulary.refuseUnit("MMT")).isEmpty();
    assertThat(vocabulary.refuseUnit("mm")).isEmpty();
    assertThat(vocabulary.refuseUnit("cubits")).isEmpty();
  }
}
