package io.resonance.connector.mtconnect.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplitState;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.junit.jupiter.api.Test;

class MtConnectRecordEmitterTest {
  private static final long NOW_MILLIS = 1_800_000_000_000L;

  private final List<Long> times = new ArrayList<>();
  private final TestingReaderOutput<MtConnectBatch> output =
      new TestingReaderOutput<>() {
        @Override
        public void collect(MtConnectBatch batch, long timestamp) {
          times.add(timestamp);
          super.collect(batch, timestamp);
        }
      };
  private final MtConnectAgentSplitState split =
      new MtConnectAgentSplitState(MtConnectAgentSplit.unread("lathe-1"));
  private final MtConnectRecordEmitter emitter = new MtConnectRecordEmitter(() -> NOW_MILLIS);

  @Test
  void takesTheLatestTimeWhereTimesRunBackwards() {
    emit(batch(NOW_MILLIS - 10, NOW_MILLIS - 5, NOW_MILLIS - 8));
    assertThat(times).containsExactly(NOW_MILLIS - 5);
  }

  @Test
  void isNeverMoreThanAMinuteAheadOfOurClock() {
    emit(batch(NOW_MILLIS, NOW_MILLIS + 3_600_000));
    assertThat(times).containsExactly(NOW_MILLIS + 60_000);
  }

  @Test
  void emitsNothingForAHeartbeatButMovesThePosition() {
    emit(MtConnectBatchBuilder.notes("lathe-1", 7, 42, List.of(), List.of()));
    assertThat(output.getEmittedRecords()).isEmpty();
    assertThat(split.split().progress().position()).isEqualTo(MtConnectPosition.at(7, 42));
  }

  private void emit(MtConnectBatch batch) {
    MtConnectProgress after =
        new MtConnectProgress(MtConnectPosition.at(7, 42), OptionalLong.empty(), Optional.empty());
    emitter.emitRecord(new MtConnectFetched(batch, after), output, split);
  }

  private static MtConnectBatch batch(long... millis) {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder("lathe-1");
    MtConnectDataItem item =
        new MtConnectDataItem(
            "x", MtConnectCategory.SAMPLE, "Load", "", "", "", "d", "u", "Device", "c");
    for (int i = 0; i < millis.length; i++) {
      columns.add(item, i + 1, millis[i] * 1_000_000, MtConnectValueKind.DOUBLE, 0, null);
    }
    columns.sort();
    return columns.batch(7, millis.length + 1L, 0, millis.length, List.of(), List.of());
  }
}
