package io.resonance.connector.mtconnect.source.enumerator;

import io.resonance.connector.mtconnect.source.MtConnectSplitBy;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectSplitsHeld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides the agents into splits and hands each to the reader that has the fewest. The life of a
 * split:
 *
 * <ol>
 *   <li>Made, unread, on the coordinator's thread when the source starts: one for each configured
 *       agent that never had one. Where agents are divided by device, the agent is asked for its
 *       devices first ({@link DeviceRounds}, no thread waits for it), and again periodically: new
 *       devices become new splits and the old ones are not touched. How an agent is divided stays
 *       as it was first decided.
 *   <li>Assigned on the coordinator's thread, once every subtask has said how many splits it was
 *       restored with ({@link MtConnectSplitsHeld}).
 *   <li>Read by its reader, which alone keeps the position, in its own checkpoints.
 *   <li>After a failure, or with another parallelism, restored by Flink in a reader, evenly. If it
 *       was assigned since the last checkpoint Flink gives it back here, still unread, and it goes
 *       to whoever has the fewest then.
 *   <li>Dropped only when a restored job no longer has its agent in the configuration: by the
 *       reader, which says so, and here, so that the agent is new should it come back.
 * </ol>
 */
public final class MtConnectSourceEnumerator
    implements SplitEnumerator<MtConnectAgentSplit, MtConnectEnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(MtConnectSourceEnumerator.class);
  private static final long TURN_MILLIS = 250;
  private static final int MOST_DEVICES = 1_000;

  private final SplitEnumeratorContext<MtConnectAgentSplit> context;
  private final Map<String, AgentDivision> agents = new LinkedHashMap<>();
  private final DeviceRounds rounds;
  private final SplitBook book;
  private final Map<Integer, Integer> load = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final Map<String, Set<String>> missing = new HashMap<>();

  /**
   * @param context of the coordinator
   * @param agents the configuration
   * @param rounds asks agents for their devices; closed with the enumerator
   * @param restored which splits readers hold
   */
  public MtConnectSourceEnumerator(
      SplitEnumeratorContext<MtConnectAgentSplit> context,
      Collection<AgentDivision> agents,
      DeviceRounds rounds,
      MtConnectEnumeratorState restored) {
    this.context = context;
    this.rounds = rounds;
    agents.forEach(each -> this.agents.put(each.agent().id(), each));
    this.book = new SplitBook(restored.assigned(), this.agents.keySet());
    Set<String> gone =
        restored.assigned().stream()
            .map(MtConnectAgentSplit::agentOf)
            .filter(agentId -> !this.agents.containsKey(agentId))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!gone.isEmpty()) {
      LOG.warn(
          "MTConnect agents of the checkpoint are no longer configured: {}. They are not read any"
              + " more and their positions are forgotten.",
          gone);
    }
  }

  @Override
  public void start() {
    agents.values().forEach(this::begin);
    if (!rounds.isEmpty()) {
      context.callAsync(rounds::turn, this::told, 0, TURN_MILLIS);
    }
  }

  private void begin(AgentDivision division) {
    String agentId = division.agent().id();
    boolean known = book.knows(agentId);
    boolean whole = book.isWhole(agentId);
    if (whole && division.by() == MtConnectSplitBy.DEVICE) {
      sayThatItStays(agentId, "as one split");
    } else if (known && !whole && division.by() == MtConnectSplitBy.AGENT) {
      sayThatItStays(agentId, "device by device");
    }
    if (known ? !whole : division.asksFirst(context.currentParallelism())) {
      rounds.begin(division.agent());
    } else if (!known) {
      book.addWhole(agentId);
    }
  }

  private static void sayThatItStays(String agentId, String how) {
    LOG.warn(
        "MTConnect agent {} was read {} until the checkpoint and stays so: a position of the one"
            + " cannot be made of the other. To change it, give the agent another id; it is then"
            + " read from its buffer anew.",
        agentId,
        how);
  }

  private void told(List<DeviceRounds.Outcome> outcomes, Throwable failure) {
    if (failure != null) {
      throw new FlinkRuntimeException("Asking MTConnect agents for their devices failed", failure);
    }
    for (DeviceRounds.Outcome outcome : outcomes) {
      if (outcome instanceof DeviceRounds.Outcome.Found found) {
        failing.remove(found.agentId());
        found(agents.get(found.agentId()), found);
      } else if (outcome instanceof DeviceRounds.Outcome.Failed failed) {
        failed(agents.get(failed.agentId()), failed.why());
      }
    }
    assign();
  }

  private void found(AgentDivision division, DeviceRounds.Outcome.Found found) {
    String agentId = found.agentId();
    List<String> devices = found.devices();
    boolean known = book.knows(agentId);
    if (!known && !division.divides(devices.size(), found.dataItems())) {
      readWhole(agentId);
      return;
    }
    // only what has a name of its own can be asked for by it
    boolean named = !devices.contains("") && new HashSet<>(devices).size() == devices.size();
    if (!known && (!named || devices.size() > MOST_DEVICES)) {
      LOG.warn(
          "MTConnect agent {} is read as one split: of its {} devices {}.",
          agentId,
          devices.size(),
          named ? "there are more than " + MOST_DEVICES : "some have no name of their own");
      readWhole(agentId);
      return;
    }
    if (named && devices.size() <= MOST_DEVICES) {
      divide(agentId, devices);
    }
  }

  private void divide(String agentId, List<String> devices) {
    List<String> fresh = book.addDevices(agentId, devices);
    if (!fresh.isEmpty()) {
      LOG.info("MTConnect agent {} is read device by device; new are {}", agentId, fresh);
    }
    Set<String> nowMissing = book.missing(agentId, devices);
    if (!nowMissing.equals(missing.put(agentId, nowMissing)) && !nowMissing.isEmpty()) {
      LOG.warn(
          "MTConnect agent {} no longer has the devices {}. Their splits wait for them to come"
              + " back.",
          agentId,
          nowMissing);
    }
  }

  private void failed(AgentDivision division, String why) {
    String agentId = division.agent().id();
    if (!book.knows(agentId) && division.by() == MtConnectSplitBy.AUTO) {
      LOG.info(
          "MTConnect agent {} cannot be asked how large it is ({}); it is read as one split",
          agentId,
          why);
      readWhole(agentId);
    } else if (failing.add(agentId)) {
      LOG.warn(
          "MTConnect agent {} cannot be asked for its devices: {}. It is asked until it answers.",
          agentId,
          why);
    }
  }

  private void readWhole(String agentId) {
    book.addWhole(agentId);
    rounds.end(agentId);
  }

  @Override
  public void addReader(int subtask) {
    // what it holds it tells by itself, after this
    load.remove(subtask);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (!(event instanceof MtConnectSplitsHeld held)) {
      throw new IllegalArgumentException("MTConnect readers do not send " + event);
    }
    load.put(subtask, held.count());
    assign();
  }

  @Override
  public void addSplitsBack(List<MtConnectAgentSplit> splits, int subtask) {
    load.remove(subtask);
    book.giveBack(splits);
    assign();
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers are given all they get; they do not ask.
  }

  private void assign() {
    int subtasks = context.currentParallelism();
    Set<Integer> ready = context.registeredReaders().keySet();
    // waiting for all keeps the first one from getting everything
    if (!book.isAnyWaiting() || ready.size() < subtasks || !load.keySet().containsAll(ready)) {
      return;
    }
    Map<Integer, List<MtConnectAgentSplit>> assignment = new HashMap<>();
    for (MtConnectAgentSplit split : book.takeWaiting()) {
      int least = 0;
      for (int subtask = 1; subtask < subtasks; subtask++) {
        if (load.get(subtask) < load.get(least)) {
          least = subtask;
        }
      }
      load.merge(least, 1, Integer::sum);
      assignment.computeIfAbsent(least, subtask -> new ArrayList<>()).add(split);
    }
    context.assignSplits(new SplitsAssignment<>(assignment));
  }

  @Override
  public MtConnectEnumeratorState snapshotState(long checkpointId) {
    return new MtConnectEnumeratorState(book.assigned());
  }

  @Override
  public void close() {
    rounds.close();
  }
}
