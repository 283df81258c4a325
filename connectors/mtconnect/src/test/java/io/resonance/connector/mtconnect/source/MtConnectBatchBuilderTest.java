package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MtConnectBatchBuilderTest {
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");

  @Test
  void numbersTheDataItemsOfEachBatchFromZero() {
    MtConnectDataItem[] items = new MtConnectDataItem[1_000];
    for (int i = 0; i < items.length; i++) {
      items[i] = item("i" + i);
      add(items[i], items.length - i);
    }
    columns.sort();
    MtConnectBatch first = batch(0, 600);
    MtConnectBatch second = batch(600, 1_000);
    assertThat(first.dataItems()).hasSize(600);
    assertThat(second.dataItems()).hasSize(400);
    for (int row = 0; row < 600; row++) {
      assertThat(first.dataItem(row)).isSameAs(items[999 - row]);
    }
    for (int row = 0; row < 400; row++) {
      assertThat(second.dataItem(row)).isSameAs(items[399 - row]);
      assertThat(second.dataItemIndex(row)).isEqualTo(row);
    }
  }

  @Test
  void holdsNothingOfTheDocumentBefore() {
    MtConnectDataItem x = item("x");
    columns.add(x, 2, 20, MtConnectValueKind.STRING, 0, "text");
    columns.attributes(new String[] {"quality", "INVALID"});
    columns.add(x, 1, 10, MtConnectValueKind.CONDITION, 2, condition(1));
    columns.oddity(MtConnectOddity.Kind.TIME_TRAILING, "x", "");
    columns.clear();
    add(x, 3);
    add(item("y"), 4);
    columns.sort();
    MtConnectBatch batch = batch(0, 2);
    assertThat(batch.conditions()).isEmpty();
    assertThat(batch.oddities()).isEmpty();
    assertThat(batch.attribute(0, "quality")).isEmpty();
    assertThat(batch.kind(0)).isEqualTo(MtConnectValueKind.LONG);
    assertThat(batch.text(0)).isEqualTo("3");
    assertThat(batch.dataItems())
        .extracting(MtConnectDataItem::dataItemId)
        .containsExactly("x", "y");
  }

  @Test
  void keepsConditionsAndAttributesWithTheirRows() {
    MtConnectDataItem x = item("x");
    for (int sequence = 9; sequence >= 0; sequence--) {
      if (sequence % 3 == 0) {
        columns.add(x, sequence, sequence, MtConnectValueKind.CONDITION, 2, condition(sequence));
      } else {
        add(x, sequence);
      }
      if (sequence % 2 == 0) {
        columns.attributes(new String[] {"n", String.valueOf(sequence)});
      }
    }
    columns.sort();
    MtConnectBatch batch = batch(2, 8);
    assertThat(batch.conditions()).extracting(MtConnectCondition::sequence).containsExactly(3L, 6L);
    for (int row = 0; row < 6; row++) {
      String number = String.valueOf(row + 2);
      assertThat(batch.attribute(row, "n"))
          .isEqualTo(Optional.of(number).filter(n -> (n.charAt(0) - '0') % 2 == 0));
    }
  }

  private void add(MtConnectDataItem item, long sequence) {
    columns.add(item, sequence, sequence * 10, MtConnectValueKind.LONG, sequence, null);
  }

  private MtConnectBatch batch(int from, int to) {
    return columns.batch(1, 2, from, to, List.of(), columns.oddities());
  }

  private static MtConnectDataItem item(String id) {
    return new MtConnectDataItem(
        id, MtConnectCategory.EVENT, "Line", "", "", "", "d", "u", "Path", "p");
  }

  private static MtConnectCondition condition(long sequence) {
    return new MtConnectCondition(
        "x", MtConnectCondition.Level.FAULT, "LOAD", "", "", "", "", "", sequence, sequence);
  }
}
