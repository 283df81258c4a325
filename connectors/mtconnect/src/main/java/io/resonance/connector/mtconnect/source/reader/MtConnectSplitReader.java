package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.client.session.AgentSession;
import io.resonance.connector.mtconnect.client.session.ReadingOptions;
import io.resonance.connector.mtconnect.client.watch.AwakeTime;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsRemoval;
import org.apache.flink.metrics.MetricGroup;

/**
 * Serves all agents of a subtask on the one fetcher thread: network events come through a mailbox
 * that holds at most a few per agent, because no agent is read on before its last bytes were used.
 */
final class MtConnectSplitReader implements SplitReader<MtConnectFetched, MtConnectAgentSplit> {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_FETCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int MOST_EVENTS = 256;
  private static final Duration LONGEST_SILENCE_AT_ONCE = Duration.ofSeconds(1);

  private final Map<String, MtConnectAgent> agents;
  private final ReadingOptions options;
  private final AgentTransport transport;
  private final MetricGroup metrics;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final AwakeTime awake = new AwakeTime(System::nanoTime, LONGEST_SILENCE_AT_ONCE);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Map<String, AgentSession> sessions = new LinkedHashMap<>();
  private Map<String, Collection<MtConnectFetched>> fetched = new LinkedHashMap<>();
  private long ticked = System.nanoTime() - TICK_NANOS;

  MtConnectSplitReader(
      Map<String, MtConnectAgent> agents,
      ReadingOptions options,
      AgentTransport transport,
      MetricGroup metrics) {
    this.agents = agents;
    this.options = options;
    this.transport = transport;
    this.metrics = metrics;
  }

  @Override
  public RecordsWithSplitIds<MtConnectFetched> fetch() throws IOException {
    long enough = System.nanoTime() + LONGEST_FETCH_NANOS;
    try {
      do {
        work();
      } while (fetched.isEmpty() && !woken.getAndSet(false) && System.nanoTime() < enough);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading MTConnect agents", e);
    }
    Map<String, Collection<MtConnectFetched>> ready = fetched;
    fetched = new LinkedHashMap<>();
    return new RecordsBySplits<>(ready, Set.of());
  }

  // Events first and the clock after them: bytes that wait in the mailbox are not silence.
  private void work() throws InterruptedException {
    Runnable event = mailbox.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
    awake.listening();
    for (int i = 1; event != null; i++) {
      event.run();
      event = i < MOST_EVENTS ? mailbox.poll() : null;
    }
    long now = System.nanoTime();
    if (mailbox.isEmpty() && now - ticked >= TICK_NANOS) {
      ticked = now;
      sessions.values().forEach(AgentSession::tick);
    }
  }

  @Override
  public void handleSplitsChanges(SplitsChange<MtConnectAgentSplit> change) {
    if (change instanceof SplitsAddition) {
      change.splits().forEach(this::add);
    } else if (change instanceof SplitsRemoval) {
      for (MtConnectAgentSplit each : change.splits()) {
        AgentSession removed = sessions.remove(each.splitId());
        if (removed != null) {
          removed.close();
        }
      }
    } else {
      throw new UnsupportedOperationException("Unknown change of splits: " + change.getClass());
    }
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<MtConnectAgentSplit> toPause, Collection<MtConnectAgentSplit> toResume) {
    toPause.forEach(split -> session(split).pause());
    toResume.forEach(split -> session(split).resume());
  }

  @Override
  public void wakeUp() {
    woken.set(true);
    mailbox.add(() -> {});
  }

  @Override
  public void close() {
    sessions.values().forEach(AgentSession::close);
    sessions.clear();
    transport.close();
  }

  private void add(MtConnectAgentSplit split) {
    AgentSession session =
        new AgentSession(
            agents.get(split.agentId()),
            split,
            options,
            new SessionThread(transport, mailbox::add, System::nanoTime, awake),
            (batch, after) -> list(split.splitId()).add(new MtConnectFetched(batch, after)),
            new MtConnectReaderMetrics(metrics, split));
    sessions.put(split.splitId(), session);
    session.tick();
  }

  private AgentSession session(MtConnectAgentSplit split) {
    return sessions.get(split.splitId());
  }

  private List<MtConnectFetched> list(String splitId) {
    return (List<MtConnectFetched>) fetched.computeIfAbsent(splitId, id -> new ArrayList<>());
  }
}
