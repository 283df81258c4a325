package io.resonance.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void takesTheMiddleOfAnOddNumberOfValues() {
    assertThat(Statistics.median(new double[] {9, 1, 5})).isEqualTo(5);
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Statistics.median(new double[] {8, 1, 4, 6})).isEqualTo(5);
  }

  @Test
  void leavesTheValuesInTheirOrder() {
    double[] values = {3, 1, 2};
    Statistics.median(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void refusesTheMedianOfNothing() {
    assertThatThrownBy(() -> Statistics.median(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no median of no values.");
  }

  @Test
  void givesTheSpreadAsPartOfTheMedian() {
    assertThat(Statistics.spread(new double[] {9, 10, 12})).isEqualTo(0.3);
  }

  @Test
  void givesASingleValueNoSpread() {
    assertThat(Statistics.spread(new double[] {7})).isZero();
  }
}
