package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EquipmentBatchRevisionTest {

  private final EquipmentBatch batch = SampleBatches.everyKind();

  @Test
  void keepsAllRowsUnderOtherKeys() {
    List<PropertyKey> others = new ArrayList<>();
    for (int i = 0; i < batch.keyCount(); i++) {
      PropertyKey key = batch.key(i);
      others.add(new PropertyKey(key.property(), key.address(), "K" + i, ""));
    }
    EquipmentBatch revised = new EquipmentBatchRevision(batch, PropertyKeys.of(others)).build();
    assertThat(revised.columns).isEqualTo(batch.columns);
    assertThat(revised.isBackfilled()).isTrue();
    assertThat(revised.key(1).unit()).isEqualTo("K1");
    assertThat(revised.facts()).isEmpty();
    assertThat(revised.conditions()).isEmpty();
    assertThat(revised.gaps()).isEmpty();
  }

  @Test
  void convertsANumberAndLeavesTheBatchItCameFromAlone() {
    EquipmentBatchRevision revision = new EquipmentBatchRevision(batch, batch.keys());
    revision.convert(0, 294.65);
    EquipmentBatch revised = revision.build();
    assertThat(revised.number(0)).isEqualTo(294.65);
    assertThat(revised.isConverted(0)).isTrue();
    assertThat(revised.nativeNumber(0)).isEqualTo(21.5);
    assertThat(revised.isConverted(1)).isFalse();
    assertThat(batch).isEqualTo(SampleBatches.everyKind());
  }

  @Test
  void leavesRowsAlone() {
    EquipmentBatch rows = batch.rowsAlone();
    assertThat(rows.columns).isEqualTo(batch.columns);
    assertThat(rows.keys()).isSameAs(batch.keys());
    assertThat(rows.facts()).isEmpty();
    assertThat(rows.conditions()).isEmpty();
    assertThat(rows.gaps()).isEmpty();
    assertThat(rows.rowsAlone()).isSameAs(rows);
  }

  @Test
  void refusesAnotherNumberOfKeys() {
    assertThatThrownBy(() -> new EquipmentBatchRevision(batch, PropertyKeys.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A batch of 2 keys cannot get 0 others.");
  }
}
