package io.resonance.connector.mtconnect.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.http.ApacheHttpAgentTransport;
import io.resonance.connector.mtconnect.client.session.ReadingOptions;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectStart;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that comes back to an agent whose buffer has filled meanwhile. */
class BufferAlarmITCase {
  private static final int BUFFER = 1_000;
  private static final int COUNT = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);
  private final RecordedMetrics metrics = new RecordedMetrics();

  /** 15 observations are read; so many wait when the first document has been taken. */
  @ParameterizedTest
  @ValueSource(ints = {500, 700, 930})
  void raisesTheAlarmOnceWhereHalfOfTheBufferWaits(int waiting) throws Exception {
    assertThat(alarmsAfterCatchingUp(waiting)).isEqualTo(1);
  }

  @Test
  void isSilentWhereLessWaits() throws Exception {
    assertThat(alarmsAfterCatchingUp(490)).isZero();
  }

  private double alarmsAfterCatchingUp(int waiting) throws Exception {
    try (SimulatedAgent agent = lathe.agent().bufferSize(BUFFER).start()) {
      long read = agent.nextSequence() - 1;
      while (agent.nextSequence() - 1 < read + COUNT + waiting) {
        agent.add(lathe.step(Instant.now()).get(0));
      }
      long last = agent.nextSequence() - 1;
      MtConnectAgent configured =
          MtConnectAgent.of("lathe-1", agent.url()).withStream(Duration.ofMillis(10), COUNT);
      MtConnectSplitReader reader = reader(configured);
      try {
        reader.handleSplitsChanges(
            new SplitsAddition<>(
                List.of(
                    new MtConnectAgentSplit(
                        "lathe-1",
                        "",
                        new MtConnectProgress(
                            MtConnectPosition.at(agent.instanceId(), read + 1),
                            OptionalLong.empty(),
                            Optional.empty())))));
        assertThat(sequences(reader, last - read))
            .containsExactlyElementsOf(LongStream.rangeClosed(read + 1, last).boxed().toList());
      } finally {
        reader.close();
      }
      assertThat(metrics.value("lagSequences")).isZero();
      assertThat(metrics.value("bufferShareUsed")).isZero();
      assertThat(metrics.value("lost")).isZero();
      return metrics.value("lagAlarms");
    }
  }

  private MtConnectSplitReader reader(MtConnectAgent configured) {
    return new MtConnectSplitReader(
        Map.of("lathe-1", configured),
        new ReadingOptions(
            MtConnectStart.BUFFER,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            10_000,
            DocumentLimits.standard()),
        new ApacheHttpAgentTransport(),
        metrics);
  }

  private static List<Long> sequences(MtConnectSplitReader reader, long wanted) throws Exception {
    List<Long> sequences = new ArrayList<>();
    long enough = System.nanoTime() + PATIENCE.toNanos();
    while (sequences.size() < wanted && System.nanoTime() < enough) {
      RecordsWithSplitIds<MtConnectFetched> fetched = reader.fetch();
      while (fetched.nextSplit() != null) {
        for (MtConnectFetched each = fetched.nextRecordFromSplit();
            each != null;
            each = fetched.nextRecordFromSplit()) {
          for (int row = 0; row < each.batch().size(); row++) {
            sequences.add(each.batch().sequence(row));
          }
        }
      }
    }
    return sequences;
  }
}
