package io.resonance.benchmark.opcua;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.benchmark.milo.Load;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.v1.Protocol;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class CheckedRowsTest {

  private static final int BAD = 0x80000000;

  private final CheckedRows.Writer writer =
      new CheckedRows.Writer(new UnregisteredMetricsGroup(), true);

  @Test
  void takesWhatTheServerSent() {
    assertThatCode(
            () -> {
              writer.write(row("RPM", 0).number(Load.LOW).build(), null);
              writer.write(row("CEL", 0).number(-17).convertedFrom(Load.LOW).build(), null);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void noticesANumberTheServerDidNotSend() {
    assertThatThrownBy(() -> writer.write(row("RPM", 0).number(Load.HIGH).build(), null))
        .hasMessageContaining("The server did not send row 0 of");
  }

  @Test
  void noticesAMissingUnit() {
    assertThatThrownBy(() -> writer.write(row("", 0).number(Load.LOW).build(), null))
        .hasMessageContaining("The server did not send row 0 of");
  }

  @Test
  void noticesAStatusOtherThanGood() {
    assertThatThrownBy(() -> writer.write(row("RPM", BAD).number(Load.LOW).build(), null))
        .hasMessageContaining("The server did not send row 0 of");
  }

  private static EquipmentBatchBuilder row(String unit, int statusCode) {
    EquipmentBatchBuilder builder =
        new EquipmentBatchBuilder(
            "M-000", "Acme/Bench", new Origin(Protocol.OPC_UA, "server", 1), 1);
    int key = builder.key(new PropertyKey("spindle-speed", "nsu=urn:x;s=v", unit, ""));
    return builder.row(key, 1, 100, 100, statusCode);
  }

  @Test
  void doesNotMistakeABatchWithoutRowsForOne() {
    EquipmentBatch empty =
        new EquipmentBatchBuilder(
                "M-000", "Acme/Bench", new Origin(Protocol.OPC_UA, "server", 1), 0)
            .build();
    assertThatCode(() -> writer.write(empty, null)).doesNotThrowAnyException();
  }
}
