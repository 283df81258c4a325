package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Whatever rows a batch has: sorted, written and read they are what was said. */
class MtConnectBatchPropertyTest {

  /**
   * A row to be added.
   *
   * @param item index of its DataItem
   * @param attribute value of an attribute of its own, or empty
   */
  record Row(
      int item,
      long sequence,
      long nanos,
      MtConnectValueKind kind,
      String text,
      String attribute) {}

  @Property(tries = 300)
  void isReadAsItWasWritten(@ForAll("rows") @Size(max = 60) List<Row> rows) throws Exception {
    MtConnectBatch batch = batch(rows);
    MtConnectBatch read = read(write(batch));
    assertThat(write(read)).isEqualTo(write(batch));
    assertThat(read.size()).isEqualTo(rows.size());
    List<Row> sorted =
        rows.stream().sorted((a, b) -> Long.compareUnsigned(a.sequence(), b.sequence())).toList();
    int conditions = 0;
    for (int row = 0; row < sorted.size(); row++) {
      Row said = sorted.get(row);
      assertThat(read.sequence(row)).isEqualTo(said.sequence());
      assertThat(read.timestampNanos(row)).isEqualTo(said.nanos());
      assertThat(read.kind(row)).isEqualTo(said.kind());
      assertThat(read.dataItem(row)).isEqualTo(item(said.item()));
      assertThat(read.attribute(row, "a"))
          .isEqualTo(Optional.of(said.attribute()).filter(value -> !value.isEmpty()));
      switch (said.kind()) {
        case STRING -> assertThat(read.text(row)).isEqualTo(said.text());
        case DOUBLE, LONG -> assertThat(read.longValue(row)).isEqualTo(said.nanos());
        case DOUBLE_ARRAY -> assertThat(read.doubles(row)).containsExactly(said.item(), -0.5);
        case KEY_VALUES ->
            assertThat(read.entries(row))
                .containsExactly(new MtConnectBatch.Entry(said.text(), "c", said.text(), true));
        case CONDITION ->
            assertThat(read.conditions().get(conditions++)).isEqualTo(condition(said));
        case UNAVAILABLE -> assertThat(read.text(row)).isEqualTo("UNAVAILABLE");
      }
    }
  }

  @Property(tries = 100)
  void isRefusedWhereItsEndIsMissing(
      @ForAll("rows") @Size(min = 1, max = 10) List<Row> rows, @ForAll int cut) throws Exception {
    byte[] bytes = write(batch(rows));
    byte[] part = Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length));
    assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Long> sequences =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 100),
            Arbitraries.longs(),
            Arbitraries.longs().between(-50, -1));
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            sequences,
            Arbitraries.longs(),
            Arbitraries.of(MtConnectValueKind.class),
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of("", "", "", "1", "VALID"))
        .as(Row::new)
        .list();
  }

  private static MtConnectBatch batch(List<Row> rows) {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");
    MtConnectDataItem[] items = new MtConnectDataItem[6];
    Arrays.setAll(items, MtConnectBatchPropertyTest::item);
    for (Row row : rows) {
      Object object =
          switch (row.kind()) {
            case STRING -> row.text();
            case DOUBLE_ARRAY -> new double[] {row.item(), -0.5};
            case KEY_VALUES ->
                new MtConnectBatch.Entry[] {
                  new MtConnectBatch.Entry(row.text(), "c", row.text(), true)
                };
            case CONDITION -> condition(row);
            case UNAVAILABLE, DOUBLE, LONG -> null;
          };
      columns.add(items[row.item()], row.sequence(), row.nanos(), row.kind(), row.nanos(), object);
      if (!row.attribute().isEmpty()) {
        columns.attributes(new String[] {"a", row.attribute()});
      }
    }
    columns.sort();
    return columns.batch(7, 8, 0, columns.size(), List.of(), List.of());
  }

  private static MtConnectDataItem item(int number) {
    return new MtConnectDataItem(
        "i" + number, MtConnectCategory.EVENT, "T", "n", "", "", "d", "u", "Linear", "c");
  }

  private static MtConnectCondition condition(Row row) {
    return new MtConnectCondition(
        "i" + row.item(),
        MtConnectCondition.Level.FAULT,
        row.text(),
        "n",
        "",
        "",
        "",
        row.text(),
        row.sequence(),
        row.nanos());
  }

  private static byte[] write(MtConnectBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    MtConnectBatchSerializer.INSTANCE.serialize(batch, out);
    return out.getCopyOfBuffer();
  }

  private static MtConnectBatch read(byte[] bytes) throws IOException {
    return MtConnectBatchSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }
}
