package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedItemsTest {

  private final RefusedItems items = new RefusedItems();
  private final BitSet refused = new BitSet();

  @Test
  void asksForEachItemAfterItsOwnGrowingPauses() {
    refused.set(3);
    List<Long> seconds = new ArrayList<>();
    for (long second = 0; second < 3_000; second++) {
      if (second == 4) {
        refused.set(7);
      }
      List<Integer> due = items.due(refused, Duration.ofSeconds(second).toNanos());
      if (due.contains(3)) {
        seconds.add(second);
      }
      assertThat(due.contains(7)).isEqualTo(due.contains(7) && second >= 9);
    }
    assertThat(seconds)
        .containsExactly(5L, 15L, 35L, 75L, 155L, 315L, 635L, 1_235L, 1_835L, 2_435L);
  }

  @Test
  void beginsAnewWhereAnAcceptedItemIsRefusedAgain() {
    refused.set(3);
    items.due(refused, 0);
    refused.clear(3);
    items.due(refused, Duration.ofSeconds(1).toNanos());
    refused.set(3);
    items.due(refused, Duration.ofSeconds(2).toNanos());
    assertThat(items.due(refused, Duration.ofSeconds(6).toNanos())).isEmpty();
    assertThat(items.due(refused, Duration.ofSeconds(7).toNanos())).containsExactly(3);
  }
}
