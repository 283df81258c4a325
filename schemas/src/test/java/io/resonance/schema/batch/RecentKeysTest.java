package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentKeysTest {

  private final RecentKeys<String> recent = new RecentKeys<>();

  @Test
  void knowsSeveralKindsOfBatchesByTurns() {
    for (int i = 0; i < 4; i++) {
      recent.put(keys("p" + i), "server", "known " + i);
    }
    for (int turn = 0; turn < 2; turn++) {
      for (int i = 0; i < 4; i++) {
        assertThat(recent.get(keys("p" + i), "server")).isEqualTo("known " + i);
      }
    }
  }

  @Test
  void tellsEndpointsAndPropertiesApart() {
    recent.put(keys("a", "b"), "server", "known");
    assertThat(recent.get(keys("a", "b"), "other")).isNull();
    assertThat(recent.get(keys("b", "a"), "server")).isNull();
    assertThat(recent.get(keys("a"), "server")).isNull();
  }

  @Test
  void forgetsTheOldest() {
    for (int i = 0; i < 5; i++) {
      recent.put(keys("p" + i), "server", "known " + i);
    }
    assertThat(recent.get(keys("p0"), "server")).isNull();
    assertThat(recent.get(keys("p1"), "server")).isEqualTo("known 1");
    recent.clear();
    assertThat(recent.get(keys("p1"), "server")).isNull();
  }

  private static PropertyKeys keys(String... properties) {
    return PropertyKeys.of(
        List.of(properties).stream()
            .map(name -> new PropertyKey(name, "s=" + name, "", ""))
            .toList());
  }
}
