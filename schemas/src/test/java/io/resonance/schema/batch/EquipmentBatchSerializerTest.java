package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EquipmentBatchSerializerTest {

  @Test
  void readsTheBytesOfRelease01() throws IOException {
    byte[] golden;
    try (InputStream in = getClass().getResourceAsStream("/golden/equipment-batch-v1.hex")) {
      golden =
          HexFormat.of()
              .parseHex(
                  new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                      .strip());
    }
    assertThat(read(golden)).isEqualTo(SampleBatches.everyKind());
  }

  @Test
  void writesWhatItReads() throws IOException {
    EquipmentBatch batch = SampleBatches.everyKind();
    assertThat(read(write(batch))).isEqualTo(batch);
  }

  @Property(tries = 200)
  void keepsEveryRowOfAnyBatch(@ForAll("batches") EquipmentBatch batch) throws IOException {
    assertThat(read(write(batch))).isEqualTo(batch);
  }

  @Test
  void refusesAFormatOfALaterRelease() throws IOException {
    byte[] bytes = write(SampleBatches.everyKind());
    bytes[0] = 99;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written in format 99; this release reads up to format 1");
  }

  @Test
  void isFoundByFlinkWithoutKryo() {
    assertThat(TypeInformation.of(EquipmentBatch.class)).isSameAs(EquipmentBatchTypeInfo.INSTANCE);
  }

  @Provide
  Arbitrary<EquipmentBatch> batches() {
    Arbitrary<double[]> rows = Arbitraries.doubles().array(double[].class).ofMaxSize(50);
    Arbitrary<List<String>> texts = Arbitraries.strings().ofMaxLength(40).list().ofMaxSize(20);
    return Combinators.combine(rows, texts, Arbitraries.longs())
        .as(
            (numbers, strings, time) -> {
              Origin origin = new Origin(Protocol.MTCONNECT, "agent", time);
              EquipmentBatchBuilder batch = new EquipmentBatchBuilder("E", "A/B/E", origin, 0);
              int key = batch.key(new PropertyKey("x", "d1", "", ""));
              for (double number : numbers) {
                batch.row(key, time, time, EquipmentBatch.NO_TIME, time.intValue()).number(number);
              }
              for (String text : strings) {
                batch.row(key, time, time, time, 0).text(text);
              }
              return batch.build();
            });
  }

  private static byte[] write(EquipmentBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    EquipmentBatchSerializer.INSTANCE.serialize(batch, out);
    return out.getCopyOfBuffer();
  }

  private static EquipmentBatch read(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    EquipmentBatch batch = EquipmentBatchSerializer.INSTANCE.deserialize(in);
    assertThat(in.available()).isZero();
    return batch;
  }
}
