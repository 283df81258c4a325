package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private final RowOrder order = new RowOrder();

  @Test
  void sortsEveryShapeAsAStableSortDoes() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      long[] sequences = sequences(random);
      order.sort(sequences, sequences.length);
      List<Integer> expected =
          IntStream.range(0, sequences.length)
              .boxed()
              .sorted(Comparator.comparingLong(row -> sequences[row] ^ Long.MIN_VALUE))
              .toList();
      List<Integer> sorted = IntStream.range(0, sequences.length).mapToObj(order::row).toList();
      assertThat(sorted).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void knowsThatRowsCameInOrder() {
    order.sort(new long[] {1, 5, 5, -1}, 4);
    assertThat(order.isAsIs()).isTrue();
    order.sort(new long[] {1, -1, 5}, 3);
    assertThat(order.isAsIs()).isFalse();
    order.sort(new long[] {7}, 1);
    assertThat(order.isAsIs()).isTrue();
    order.sort(new long[0], 0);
    assertThat(order.isAsIs()).isTrue();
  }

  @Test
  void sortsOnlyTheRowsThereAre() {
    order.sort(new long[] {3, 2, 1, 0, 0, 0}, 3);
    assertThat(IntStream.range(0, 3).map(order::row)).containsExactly(2, 1, 0);
  }

  // Dense or far apart, with or without repetitions, around 0 and around the largest number.
  private static long[] sequences(Random random) {
    long[] sequences = new long[random.nextInt(200)];
    long base = random.nextBoolean() ? -100 : random.nextLong();
    int spread = 1 << random.nextInt(16);
    int runLength = 1 + random.nextInt(20);
    for (int row = 0; row < sequences.length; row++) {
      sequences[row] =
          row % runLength == 0 || random.nextInt(10) == 0
              ? base + random.nextInt(spread)
              : sequences[row - 1] + random.nextInt(3);
    }
    return sequences;
  }
}
