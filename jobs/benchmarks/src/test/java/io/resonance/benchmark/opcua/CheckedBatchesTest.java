package io.resonance.benchmark.opcua;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.benchmark.milo.Load;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import java.io.IOException;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class CheckedBatchesTest {

  private static final int OVERFLOW = 0x480;

  private final CheckedBatches.Writer writer =
      new CheckedBatches.Writer(new UnregisteredMetricsGroup(), true);

  @Test
  void takesWhatTheServerSends() {
    assertThatCode(
            () -> {
              write(1, columns(Load.LOW, 0, 100, 200));
              write(2, columns(Load.LOW + 1, 0, 300, 400));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void noticesAMissingMessage() throws IOException {
    write(1, columns(Load.LOW, 0, 100));
    assertThatThrownBy(() -> write(3, columns(Load.LOW, 0, 200)))
        .hasMessage("Message 3 of server came after message 1.");
  }

  @Test
  void noticesAStatusOtherThanGood() {
    assertThatThrownBy(() -> write(1, columns(Load.LOW, OVERFLOW, 100)))
        .hasMessageContaining("0x00000480");
  }

  @Test
  void noticesAValueTheServerDidNotSend() {
    assertThatThrownBy(() -> write(1, columns(Load.HIGH, 0, 100)))
        .hasMessageContaining("The server did not send value 0 of");
  }

  @Test
  void noticesAValueThatComesTwice() {
    assertThatThrownBy(() -> write(1, columns(Load.LOW, 0, 100, 100)))
        .hasMessageContaining("The server did not send value 1 of");
  }

  private void write(long sequence, OpcUaColumns columns) throws IOException {
    writer.write(
        OpcUaBatch.builder("server", 0, List.of("nsu=urn:x;s=v"))
            .at(1, sequence)
            .values(columns)
            .build(),
        null);
  }

  private static OpcUaColumns columns(double value, int statusCode, long... times) {
    OpcUaColumns columns = new OpcUaColumns(times.length);
    for (long time : times) {
      columns.addDouble(0, value, statusCode, time, time);
    }
    return columns;
  }
}
