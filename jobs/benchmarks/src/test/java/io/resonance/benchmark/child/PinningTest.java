package io.resonance.benchmark.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinningTest {

  private static final Optional<Path> TASKSET = Optional.of(Path.of("/usr/bin/taskset"));

  @Test
  void readsTheCoresAContainerAllows() {
    assertThat(Pinning.parse("0-2,7")).containsExactly(0, 1, 2, 7);
  }

  @Test
  void givesTheClientACoreOfItsOwn() {
    Pinning pinning = new Pinning(TASKSET, List.of(4, 5));
    assertThat(pinning.prefix(Pinning.Place.CLIENT)).containsExactly("/usr/bin/taskset", "-c", "4");
    assertThat(pinning.prefix(Pinning.Place.SERVER)).endsWith("5");
    assertThat(pinning.prefix(Pinning.Place.KAFKA)).endsWith("5");
    assertThat(pinning.describe())
        .isEqualTo("pinned: client on core 4, server on core 5, Kafka on core 5");
  }

  @Test
  void givesKafkaACoreOfItsOwnWhereThereIsOne() {
    Pinning pinning = new Pinning(TASKSET, List.of(0, 1, 2, 3));
    assertThat(pinning.prefix(Pinning.Place.KAFKA)).endsWith("2");
  }

  @Test
  void saysThatItDoesNotPin() {
    Pinning withoutTool = new Pinning(Optional.empty(), List.of(0, 1));
    Pinning oneCore = new Pinning(TASKSET, List.of(0));
    assertThat(withoutTool.prefix(Pinning.Place.CLIENT)).isEmpty();
    assertThat(withoutTool.describe()).startsWith("not pinned (there is no taskset)");
    assertThat(oneCore.describe()).startsWith("not pinned (there is one core only)");
  }
}
