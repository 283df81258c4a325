package io.resonance.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.v1.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NormalizePropertyTest {

  private static final List<PropertyKey> KEYS =
      List.of(
          new PropertyKey("feed-rate", "a", "", "mm/min"),
          new PropertyKey("coolant-temperature", "b", "", "FAHRENHEIT"),
          new PropertyKey("spindle-speed", "c", "", ""),
          new PropertyKey("axis-position[X]", "d", "", "kW"),
          new PropertyKey("x:own", "e", "", "bar"));

  private record Row(int key, long sequence, long time, double value, int status) {}

  @Property(tries = 60)
  void givesTheSameValuesHoweverTheyAreBatchedAndLosesNone(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int count, @ForAll boolean opcUa)
      throws Exception {
    Random random = new Random(seed);
    Origin origin =
        new Origin(opcUa ? Protocol.OPC_UA : Protocol.MTCONNECT, "endpoint", random.nextInt(3));
    List<Row> rows = rows(random, count);
    List<String> oneByOne = normalized(rows, origin, () -> 1);
    List<String> inBatches = normalized(rows, origin, () -> 1 + random.nextInt(20));
    assertThat(inBatches).isEqualTo(oneByOne);
    assertThat(oneByOne.size() + repeated(rows, origin)).isEqualTo(rows.size());
  }

  private static List<Row> rows(Random random, int count) {
    List<Row> rows = new ArrayList<>();
    long sequence = 1;
    for (int i = 0; i < count; i++) {
      if (i > 0 && random.nextInt(5) == 0) {
        rows.add(rows.get(random.nextInt(rows.size())));
      } else {
        int status = random.nextInt(10) == 0 ? 0x80000000 : 0;
        rows.add(
            new Row(
                random.nextInt(KEYS.size()),
                sequence,
                1000 * sequence,
                random.nextInt(100),
                status));
        sequence++;
      }
    }
    return rows;
  }

  /** The definition of a repeated value, written down once more in the plainest way. */
  private static int repeated(List<Row> rows, Origin origin) {
    Map<Integer, Row> last = new HashMap<>();
    int repeated = 0;
    for (Row row : rows) {
      Row before = last.get(row.key());
      boolean again =
          before != null
              && (origin.protocol() == Protocol.MTCONNECT
                  ? row.sequence() <= before.sequence()
                  : row.sequence() < before.sequence() || row.equals(before));
      if (again) {
        repeated++;
      } else {
        last.put(row.key(), row);
      }
    }
    return repeated;
  }

  private static List<String> normalized(
      List<Row> rows, Origin origin, java.util.function.IntSupplier batchSize) throws Exception {
    var harness = NormalizeFunctionTest.harness();
    try {
      harness.open();
      int at = 0;
      while (at < rows.size()) {
        int end = Math.min(rows.size(), at + batchSize.getAsInt());
        harness.processElement(batch(rows.subList(at, end), origin), 0);
        at = end;
      }
      List<String> values = new ArrayList<>();
      for (EquipmentBatch batch : harness.extractOutputValues()) {
        for (int row = 0; row < batch.size(); row++) {
          values.add(
              batch.key(batch.keyIndex(row))
                  + " "
                  + batch.sequence(row)
                  + " "
                  + batch.number(row)
                  + " "
                  + batch.statusCode(row)
                  + (batch.isConverted(row) ? " from " + batch.nativeNumber(row) : ""));
        }
      }
      return values;
    } finally {
      harness.close();
    }
  }

  private static EquipmentBatch batch(List<Row> rows, Origin origin) {
    EquipmentBatchBuilder builder = NormalizeFunctionTest.builder(origin);
    Map<Integer, Integer> keys = new HashMap<>();
    for (Row row : rows) {
      int key = keys.computeIfAbsent(row.key(), index -> builder.key(KEYS.get(index)));
      builder
          .row(key, row.sequence(), row.time(), EquipmentBatch.NO_TIME, row.status())
          .number(row.value());
    }
    return builder.build();
  }
}
