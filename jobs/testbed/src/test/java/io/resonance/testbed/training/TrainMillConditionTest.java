package io.resonance.testbed.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainMillConditionTest {

  @Test
  void givesTheSameBytesForTheSameSeeds() {
    byte[] first = MillConditionTraining.run(1, 2, 120, 2).toOnnx();

    assertThat(MillConditionTraining.run(1, 2, 120, 2).toOnnx()).isEqualTo(first);
    assertThat(MillConditionTraining.run(2, 2, 120, 2).toOnnx()).isNotEqualTo(first);
  }

  @Test
  void learnsToTellBadCutsFromGoodOnes() {
    MillConditionTraining training = MillConditionTraining.run(1, 8, 600, 10);
    Scores scores = new Scores(TrainMillCondition.THRESHOLD);
    for (LabelledWindow window :
        MillWindows.record(TrainMillCondition.FIRST_FRESH_SEED, 0.3, 600, 4)) {
      scores.add(training.probability(window.values()), window.isAbnormal());
    }

    assertThat(scores.accuracy()).as("%s", scores).isGreaterThan(0.95);
  }

  @Test
  void scoresACaseComputedByHand() {
    Scores scores = new Scores(0.5);
    scores.add(0.9, true);
    scores.add(0.4, true);
    scores.add(0.6, false);
    scores.add(0.1, false);

    assertThat(scores.accuracy()).isEqualTo(0.5);
    assertThat(scores.recall()).isEqualTo(0.5);
    assertThat(scores.precision()).isEqualTo(0.5);
    // of the four pairs of an abnormal and a normal window three are in the right order
    assertThat(scores.areaUnderRoc()).isEqualTo(0.75);
  }
}
