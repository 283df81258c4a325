package io.resonance.normalize.opcua;

import static io.resonance.normalize.opcua.RunningRouter.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaUnit;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpcUaRouterTest {

  private RunningRouter router;

  @BeforeEach
  void open() throws Exception {
    router = new RunningRouter();
  }

  @AfterEach
  void close() {
    router.close();
  }

  @Test
  void splitsANotificationByEquipmentAndKeepsOrderStatusAndTimes() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(4);
    columns.addDouble(0, 1000, 0, 100, 110);
    columns.addDouble(2, 2000, 0x40000000, 200, OpcUaBatch.ABSENT);
    columns.addDouble(1, 90, 0, 300, 310);
    columns.addDouble(0, 1001, 0, 400, 410);
    router.send(RunningRouter.batch(3, 17).values(columns).build());
    EquipmentBatch first = router.out().get(0);
    assertThat(first.equipment()).isEqualTo("MILL-01");
    assertThat(first.hierarchyScope()).isEqualTo("Acme/Shenyang/Hall-1/MILL-01");
    assertThat(first.size()).isEqualTo(3);
    assertThat(first.number(2)).isEqualTo(1001);
    assertThat(first.sequence(0)).isEqualTo(17);
    assertThat(first.sourceTime(0)).isEqualTo(100);
    assertThat(first.serverTime(0)).isEqualTo(110);
    assertThat(first.key(first.keyIndex(1)).property()).isEqualTo("feed-rate");
    assertThat(first.key(first.keyIndex(1)).nativeUnit()).isEqualTo("mm/min");
    EquipmentBatch second = router.out().get(1);
    assertThat(second.equipment()).isEqualTo("MILL-02");
    assertThat(second.statusCode(0)).isEqualTo(0x40000000);
    assertThat(second.serverTime(0)).isEqualTo(EquipmentBatch.NO_TIME);
  }

  private static final byte[] NUMBERS = {
    OpcUaValueKind.DOUBLE,
    OpcUaValueKind.BOOLEAN,
    OpcUaValueKind.SBYTE,
    OpcUaValueKind.BYTE,
    OpcUaValueKind.INT16,
    OpcUaValueKind.UINT16,
    OpcUaValueKind.INT32,
    OpcUaValueKind.UINT32,
    OpcUaValueKind.INT64,
    OpcUaValueKind.FLOAT
  };

  private static final byte[] NOT_ONLY_NUMBERS = {
    OpcUaValueKind.DOUBLE, OpcUaValueKind.UINT64, OpcUaValueKind.NULL, OpcUaValueKind.STRING
  };

  private static Stream<Arguments> messages() {
    List<Arguments> all = new ArrayList<>();
    for (byte[] kinds :
        List.of(
            new byte[] {OpcUaValueKind.DOUBLE},
            new byte[] {OpcUaValueKind.FLOAT},
            new byte[] {OpcUaValueKind.STRING},
            NUMBERS,
            NOT_ONLY_NUMBERS)) {
      for (int status : new int[] {0, 128}) {
        for (int late : new int[] {0, 1_000}) {
          all.add(Arguments.of(kinds, status, late));
        }
      }
    }
    return all.stream();
  }

  /** Numbers of one equipment in a row are copied at once; nobody may see a difference. */
  @ParameterizedTest
  @MethodSource("messages")
  void routesManyValuesAsItRoutesEachAlone(byte[] kinds, int status, int late) throws Exception {
    OpcUaColumns columns = new OpcUaColumns(4);
    for (int i = 0; i < 60; i++) {
      // equipment 1 (two nodes), then several of equipment 2, then one after the other, some again
      int node = i < 22 ? i / 3 % 2 : i < 33 ? 2 : i < 50 ? i % 3 : i % 2 * 2;
      byte kind = kinds[i % kinds.length];
      long time = 1_000L + i;
      if (kind == OpcUaValueKind.STRING) {
        columns.addObject(node, kind, "text " + i, i * status, time, time + late);
      } else {
        columns.add(node, kind, -i, i * status, time, time + late);
      }
    }
    router.send(RunningRouter.batch(3, 17).values(columns).build());
    List<EquipmentBatch> together = router.out();
    assertThat(together).hasSize(2);
    for (int i = 0; i < columns.size(); i++) {
      OpcUaColumns one = new OpcUaColumns(1);
      one.addFrom(columns, i);
      router.send(RunningRouter.batch(3, 17).values(one).build());
    }
    for (EquipmentBatch batch : together) {
      List<EquipmentBatch> alone =
          router.out().stream()
              .skip(2)
              .filter(b -> b.equipment().equals(batch.equipment()))
              .toList();
      EquipmentBatchBuilder joined =
          new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 0);
      joined.keys(batch.keys());
      for (EquipmentBatch row : alone) {
        joined.copyRow(
            row,
            0,
            IntStream.range(0, batch.keyCount())
                .filter(k -> batch.key(k).equals(row.key(0)))
                .findFirst()
                .orElseThrow());
      }
      assertThat(batch).isEqualTo(joined.build());
    }
  }

  @Test
  void givesANumberWithoutAnyTimeTheTimeOfItsArrival() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(8);
    for (int i = 0; i < 8; i++) {
      columns.addDouble(0, i, 0, OpcUaBatch.ABSENT, i == 0 ? 700 : OpcUaBatch.ABSENT);
    }
    long before = System.currentTimeMillis() * 1_000_000L;
    router.send(RunningRouter.batch(1, 1).values(columns).build());
    assertThat(router.out().get(0).sourceTime(0)).isEqualTo(700);
    assertThat(router.out().get(0).sourceTime(7)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void listsValuesNobodyClaimsOnceForEachEpoch() throws Exception {
    for (int epoch : new int[] {1, 1, 2}) {
      OpcUaColumns columns = new OpcUaColumns(1);
      columns.addDouble(3, 1, 0, 100, 110);
      router.send(RunningRouter.batch(epoch, 1).values(columns).build());
    }
    assertThat(router.out()).isEmpty();
    assertThat(router.deadLetters()).hasSize(2);
  }

  @Test
  void mapsEveryKindWithoutRoundingANumber() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(8);
    byte array = OpcUaValueKind.ARRAY;
    columns.add(0, OpcUaValueKind.UINT64, -1, 0, 1, 1);
    columns.add(0, OpcUaValueKind.DATE_TIME, 116_444_736_000_000_001L, 0, 2, 2);
    columns.addObject(0, (byte) (array | OpcUaValueKind.INT64), new long[] {1L << 60}, 0, 3, 3);
    columns.addObject(0, (byte) (array | OpcUaValueKind.INT32), new long[] {1, 2}, 0, 4, 4);
    columns.addObject(
        0,
        (byte) (array | OpcUaValueKind.MATRIX | OpcUaValueKind.INT32),
        new OpcUaMatrix(List.of(1, 2), new long[] {1, 2}),
        0,
        5,
        5);
    columns.addObject(
        0, OpcUaValueKind.LOCALIZED_TEXT, new OpcUaLocalizedText("de", "Öl"), 0, 6, 6);
    columns.addObject(
        0,
        OpcUaValueKind.STRUCTURE,
        "{\"UaTypeId\":\"t\",\"A\":{\"B\":[1,{\"UaType\":8,\"Value\":\"2\"}]},\"C\":null}",
        0,
        7,
        7);
    columns.addObject(0, OpcUaValueKind.BYTE_STRING, new byte[] {1}, 0, 8, 8);
    router.send(RunningRouter.batch(3, 17).values(columns).build());
    EquipmentBatch batch = router.out().get(0);
    assertThat(batch.object(0)).isEqualTo("18446744073709551615");
    assertThat(batch.object(1)).isEqualTo("1970-01-01T00:00:00.000000100Z");
    assertThat(batch.object(2)).isEqualTo(Map.of("0", "1152921504606846976"));
    assertThat(batch.object(3)).isEqualTo(new double[] {1, 2});
    assertThat(batch.object(4)).isEqualTo(new double[] {1, 2});
    assertThat(batch.object(5)).isEqualTo("Öl");
    assertThat(batch.object(6)).isEqualTo(Map.of("UaTypeId", "t", "A.B.0", "1", "A.B.1", "2"));
    assertThat(batch.object(7)).isEqualTo("AQ==");
  }

  @Test
  void writesADeadLetterForAStructureThatIsNotUnderstoodAndKeepsItsBytes() throws Exception {
    OpcUaColumns columns = new OpcUaColumns(1);
    for (int i = 0; i < UndecodedStructures.MOST_LETTERS + 5; i++) {
      columns.addObject(
          0,
          OpcUaValueKind.EXTENSION_OBJECT,
          new OpcUaUndecoded("nsu=urn:m;i=5", "its type is not known", new byte[] {1, 2}),
          0,
          i,
          i);
    }
    router.send(RunningRouter.batch(3, 17).values(columns).build());
    assertThat(router.out().get(0).object(0))
        .isEqualTo(Map.of("UaTypeId", "nsu=urn:m;i=5", "UaBody", "AQI="));
    List<DeadLetter> letters = router.deadLetters();
    assertThat(letters).hasSize(UndecodedStructures.MOST_LETTERS);
    DeadLetter letter = letters.get(0);
    assertThat(letter.getReason()).contains(NODES.get(0), "nsu=urn:m;i=5", "its type is not known");
    assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void carriesWhatTheServerSaysAsFacts() throws Exception {
    router.send(
        RunningRouter.batch(1, 0)
            .descriptions(
                List.of(
                    new OpcUaItemDescription(
                        NODES.get(0),
                        "",
                        "Speed",
                        "i=11",
                        Optional.of(OpcUaUnit.of(OpcUaUnit.UNECE, 5394509, "r/min")),
                        Optional.of(new OpcUaRange(0, 12000)),
                        Optional.empty(),
                        Map.of(),
                        OptionalDouble.empty(),
                        "",
                        100,
                        10)))
            .build());
    PropertyFacts facts = router.out().get(0).facts().get(0);
    assertThat(facts.key().nativeUnit()).isEqualTo("RPM");
    assertThat(facts.euRange()).isEqualTo(new ValueRange(0, 12000));
    assertThat(facts.instrumentRange()).isEqualTo(ValueRange.UNBOUNDED);
  }
}
