package io.resonance.testbed.opcua;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/**
 * The alarms of a simulated server (OPC UA Part 9), to be raised, acknowledged, confirmed, branched
 * and cleared by a script. Every change is an event; ConditionRefresh sends all retained states
 * again. All methods may be called from any thread. Alarms belong to the machine: they change while
 * the server is stopped, and nobody is told.
 */
public final class SimulatedAlarms {

  private static final long TICKS_1601_TO_1970 = 116_444_736_000_000_000L;

  private final String namespaceUri;
  private final Map<String, Alarm> alarms = new LinkedHashMap<>();
  private AlarmEvents events;
  private long lastTicks;
  private long refreshAnswer = StatusCodes.Good;
  private int refusals;
  private int refreshes;

  /** An alarm and what is left of its earlier states. */
  private static final class Alarm {
    final String source;
    AlarmState state;
    final Map<String, AlarmState> branches = new LinkedHashMap<>();

    Alarm(String source, AlarmState state) {
      this.source = source;
      this.state = state;
    }
  }

  SimulatedAlarms(String namespaceUri) {
    this.namespaceUri = namespaceUri;
  }

  /** The alarm as clients name it. */
  public String conditionId(String alarm) {
    return "nsu=" + namespaceUri + ";s=alarm/" + alarm;
  }

  /**
   * Raises an alarm, which is made if there is none of that name.
   *
   * @param source identifier of the variable it is an alarm of
   * @param severity 1 to 1000
   */
  public synchronized void raise(String alarm, String source, int severity, String message) {
    alarms.computeIfAbsent(alarm, name -> new Alarm(source, AlarmState.quiet(ticks())));
    change(alarm, state -> state.raised(severity, message, ticks()));
  }

  /** What it warned of is no longer the case. */
  public void clear(String alarm) {
    change(alarm, state -> state.cleared(ticks()));
  }

  /** An operator has seen it. */
  public void acknowledge(String alarm, String comment) {
    change(alarm, state -> state.acknowledgedWith(comment, ticks()));
  }

  /** An operator has dealt with it. */
  public void confirm(String alarm) {
    change(alarm, state -> state.confirmedAt(ticks()));
  }

  /** It became more or less severe. */
  public void severity(String alarm, int severity) {
    change(alarm, state -> state.withSeverity(severity, ticks()));
  }

  /** It is no longer watched. */
  public void disable(String alarm) {
    change(alarm, state -> state.disabled(ticks()));
  }

  /** The present state needs attention of its own from now on (Part 9, 5.5.2): a branch. */
  public synchronized void branch(String alarm, String branch) {
    Alarm it = of(alarm);
    AlarmState state = it.state.asBranch(branch, ticks());
    it.branches.put(branch, state);
    tell(alarm, it, state);
  }

  /** An operator has dealt with a branch; it is gone. */
  public synchronized void confirmBranch(String alarm, String branch) {
    Alarm it = of(alarm);
    AlarmState state = it.branches.remove(branch).cleared(ticks()).confirmedAt(ticks());
    tell(alarm, it, state);
  }

  /** Refuses the next calls of ConditionRefresh with a status. */
  public synchronized void refuseRefresh(long statusCode, int times) {
    refreshAnswer = statusCode;
    refusals = times;
  }

  /** How often ConditionRefresh was carried out. */
  public synchronized int refreshes() {
    return refreshes;
  }

  /**
   * The server tells its clients that nodes came or went (Part 3, 9.32.3); it never does itself.
   */
  public synchronized void modelChange() {
    if (events != null) {
      events.modelChange(ticks());
    }
  }

  /** Sends an event that is no condition. */
  public synchronized void systemEvent(String message) {
    if (events != null) {
      events.systemEvent(message, ticks());
    }
  }

  /** Which alarms and branches need attention now: {@code alarm} or {@code alarm#branch}. */
  public synchronized List<String> retained() {
    List<String> all = new ArrayList<>();
    alarms.forEach(
        (name, alarm) -> {
          if (alarm.state.retain()) {
            all.add(name);
          }
          alarm.branches.keySet().forEach(branch -> all.add(name + "#" + branch));
        });
    return all;
  }

  /** The server process has started: from now on somebody is told. */
  synchronized void connect(OpcUaServer server) {
    events = new AlarmEvents(server, namespaceUri);
    events.onConditionRefresh(this::refresh);
  }

  synchronized void disconnect() {
    events = null;
  }

  private synchronized long refresh(long subscription) {
    if (refusals > 0) {
      refusals--;
      return refreshAnswer;
    }
    if (events == null) {
      return StatusCodes.Bad_Shutdown;
    }
    refreshes++;
    AlarmEvents.Refresh refresh = events.refresh(subscription, ticks());
    alarms.forEach(
        (name, alarm) -> {
          if (alarm.state.retain()) {
            refresh.add(name, alarm.source, alarm.state);
          }
          alarm.branches.values().forEach(state -> refresh.add(name, alarm.source, state));
        });
    refresh.end(ticks());
    return StatusCodes.Good;
  }

  private synchronized void change(String alarm, UnaryOperator<AlarmState> to) {
    Alarm it = of(alarm);
    it.state = to.apply(it.state);
    tell(alarm, it, it.state);
  }

  private void tell(String name, Alarm alarm, AlarmState state) {
    if (events != null) {
      events.fire(name, alarm.source, state);
    }
  }

  private Alarm of(String name) {
    Alarm alarm = alarms.get(name);
    if (alarm == null) {
      throw new IllegalArgumentException(
          "There is no alarm %s but %s; raise it first.".formatted(name, alarms.keySet()));
    }
    return alarm;
  }

  /** The time of day in ticks, above every earlier one. */
  private synchronized long ticks() {
    Instant now = Instant.now();
    long ticks = TICKS_1601_TO_1970 + now.getEpochSecond() * 10_000_000L + now.getNano() / 100;
    lastTicks = Math.max(lastTicks + 1, ticks);
    return lastTicks;
  }
}
