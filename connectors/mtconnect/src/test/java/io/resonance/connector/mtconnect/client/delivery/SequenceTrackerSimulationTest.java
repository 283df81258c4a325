package io.resonance.connector.mtconnect.client.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * 10,000 seeded runs of an agent that restarts, overruns, loses connections and observations, and
 * lies in its headers, twice in a row too; time does not exist. {@code -Dsimulation.seed=4711} runs
 * one alone. And three clients that do what others do, each of which must be found out.
 */
class SequenceTrackerSimulationTest {
  private static final int SEEDS = 10_000;

  @Test
  void losesNothingUndeclaredAndRepeatsNothingForEverySeed() {
    Long alone = Long.getLong("simulation.seed");
    int lost = 0;
    int restarts = 0;
    int lies = 0;
    int swallowed = 0;
    for (long seed = alone == null ? 0 : alone;
        seed < (alone == null ? SEEDS : alone + 1);
        seed++) {
      AgentSimulation run = new AgentSimulation(seed, SimulatedReader::new);
      run.run();
      lost += run.declaredLost();
      restarts += run.restarts();
      lies += run.lies();
      swallowed += run.swallowed();
    }
    if (alone == null) {
      // The simulation is worth something only if these things did happen.
      assertThat(lost).isGreaterThan(SEEDS);
      assertThat(restarts).isGreaterThan(SEEDS);
      assertThat(lies).isGreaterThan(SEEDS);
      assertThat(swallowed).isGreaterThan(SEEDS);
    }
  }

  @Test
  void findsAReaderThatResumesAtCurrent() {
    found(ResumesAtCurrent::new, "given up, though the agent still held it");
  }

  @Test
  void findsAReaderThatIgnoresInstanceIds() {
    found(IgnoresInstanceId::new, "lost undeclared");
  }

  @Test
  void findsAReaderThatGoesOnAfterTheMaximumItHasSeen() {
    found(TakesTheMaximum::new, "(repeat|lost undeclared)");
  }

  private static void found(Supplier<SimulatedReader> mutant, String how) {
    assertThatThrownBy(
            () -> {
              for (int seed = 0; seed < 100; seed++) {
                new AgentSimulation(seed, mutant).run();
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("(?s).*" + how + ".*");
  }

  /** After a restart or an overrun it goes on with what comes next. */
  private static final class ResumesAtCurrent extends SimulatedReader {
    @Override
    SequenceTracker.Located located(StreamsHeader header) {
      return super.located(
          with(
              header,
              header.instanceId(),
              header.lastSequence() + 1,
              header.lastSequence(),
              header.nextSequence()));
    }
  }

  /** It looks at sequence numbers alone. */
  private static final class IgnoresInstanceId extends SimulatedReader {
    @Override
    SequenceTracker.Verdict document(StreamsHeader header, SequenceTracker.Rows rows) {
      return super.document(same(header), rows);
    }

    @Override
    SequenceTracker.Located located(StreamsHeader header) {
      return super.located(same(header));
    }

    private StreamsHeader same(StreamsHeader header) {
      long instance =
          position() instanceof MtConnectPosition.At at ? at.instanceId() : header.instanceId();
      return with(
          header, instance, header.firstSequence(), header.lastSequence(), header.nextSequence());
    }
  }

  /** It goes on after the highest number any header named. */
  private static final class TakesTheMaximum extends SimulatedReader {
    @Override
    SequenceTracker.Verdict document(StreamsHeader header, SequenceTracker.Rows rows) {
      SequenceTracker.Verdict verdict = super.document(header, rows);
      if (verdict instanceof SequenceTracker.Deliver) {
        restart(
            new MtConnectProgress(
                MtConnectPosition.at(header.instanceId(), header.lastSequence() + 1),
                OptionalLong.empty(),
                progress().openGap()));
      }
      return verdict;
    }
  }

  private static StreamsHeader with(
      StreamsHeader header, long instance, long first, long last, long next) {
    return new StreamsHeader(instance, first, last, next, header.bufferSize(), "2.0", 0, "");
  }

  /** The tracker under test, where a mutant may take its place. */
  static class SimulatedReader {
    private SequenceTracker tracker =
        new SequenceTracker("agent", SequenceTracker.Coverage.WHOLE, MtConnectProgress.unread());

    MtConnectPosition position() {
      return tracker.position();
    }

    MtConnectProgress progress() {
      return tracker.progress();
    }

    List<MtConnectGap> connectionLost() {
      return tracker.connectionLost().stream().toList();
    }

    SequenceTracker.Verdict document(StreamsHeader header, SequenceTracker.Rows rows) {
      return tracker.document(header, rows);
    }

    SequenceTracker.Located located(StreamsHeader header) {
      return tracker.located(header);
    }

    void witnessed(StreamsHeader header) {
      tracker.witnessed(header);
    }

    /** What a job does that fails and is restored. */
    void restart(MtConnectProgress from) {
      tracker = new SequenceTracker("agent", SequenceTracker.Coverage.WHOLE, from);
    }
  }
}
