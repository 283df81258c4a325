package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaConditionEvent.Cause;
import io.resonance.connector.opcua.source.OpcUaEvent;
import io.resonance.connector.opcua.source.split.ConditionsPosition;
import io.resonance.connector.opcua.source.split.ConditionsPosition.Known;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the events of conditions into activations and keeps those downstream in line with the
 * server: what a refresh repeats is not told again, what it no longer brings is told to be over
 * (Part 9, 4.5 and 5.5.7). Pure: no threads, no clock; all of its state is a {@link
 * ConditionsPosition}.
 *
 * <p>After a loss a refresh is due from every notifier. Between its RefreshStart and RefreshEnd the
 * conditions that come are marked; at the end those that were not are over. Nothing is concluded
 * from a bracket nobody asked for, as some servers send every client those of the others; but its
 * states may be old ones.
 */
final class ConditionTracker {

  /** Conditions remembered; beyond that no end is concluded for new ones. */
  private static final int MOST_KNOWN = 20_000;

  private final List<String> notifiers;
  private final Map<OpcUaConditionEvent.Key, Known> known = new LinkedHashMap<>();
  private final Set<Integer> due = new TreeSet<>();
  private final Set<Integer> refreshing = new TreeSet<>();
  private OptionalLong lostSince;
  private long lastTime = OpcUaBatch.ABSENT;
  private long refreshedAt = OpcUaBatch.ABSENT;
  private int losses;
  private long ignored;
  private List<OpcUaConditionEvent> news = new ArrayList<>();

  ConditionTracker(ConditionsPosition from) {
    notifiers = from.notifiers();
    from.known().forEach(condition -> known.put(condition.last().key(), condition));
    due.addAll(from.due());
    refreshing.addAll(from.refreshing());
    lostSince = from.lostSince();
    from.known()
        .forEach(condition -> lastTime = Math.max(lastTime, condition.last().times().time()));
  }

  /**
   * Events that are gone.
   *
   * @param from time of the last event before, or {@link OpcUaBatch#ABSENT}
   * @param to when the present state of all conditions was known again, or {@link
   *     OpcUaBatch#ABSENT}
   */
  record Loss(long from, long to) {}

  /** How things stand, to be kept with the position of the split. */
  ConditionsPosition position() {
    return new ConditionsPosition(
        notifiers, List.copyOf(known.values()), due, refreshing, lostSince);
  }

  /** Whether the server has to be asked for its conditions. */
  boolean isRefreshDue() {
    return !due.isEmpty();
  }

  /** How often events were lost. */
  int losses() {
    return losses;
  }

  /** A loss after which the conditions are known again, once. */
  Optional<Loss> lossToDeclare() {
    if (lostSince.isEmpty() || isRefreshDue()) {
      return Optional.empty();
    }
    Loss loss = new Loss(lostSince.getAsLong(), refreshedAt);
    lostSince = OptionalLong.empty();
    return Optional.of(loss);
  }

  /** Events that were no conditions, so far. */
  long ignored() {
    return ignored;
  }

  /**
   * A new subscription stands: every notifier has to be asked. What no notifier sends any more is
   * over.
   *
   * @param refused notifiers the server does not accept
   * @return what is to be handed over
   */
  List<OpcUaConditionEvent> subscribed(List<String> refused) {
    refreshing.clear();
    due.clear();
    for (int i = 0; i < notifiers.size(); i++) {
      if (!refused.contains(notifiers.get(i))) {
        due.add(i);
      }
    }
    Iterator<Known> all = known.values().iterator();
    while (all.hasNext()) {
      Known condition = all.next();
      if (condition.notifier() == ConditionsPosition.NO_NOTIFIER) {
        all.remove();
        OpcUaConditionEvent last = condition.last();
        news.add(last.overAt(last.times().time(), Cause.UNSUBSCRIBED));
      }
    }
    return taken();
  }

  /** Events may be missing after the last one. */
  void lost() {
    for (int i = 0; i < notifiers.size(); i++) {
      lost(i);
    }
  }

  private void lost(int notifier) {
    losses++;
    due.add(notifier);
    refreshing.remove(notifier);
    if (lostSince.isEmpty()) {
      lostSince = OptionalLong.of(lastTime);
    }
  }

  /** No refresh can be had: what is known stays as it is. */
  void refreshImpossible() {
    refreshedAt = OpcUaBatch.ABSENT;
    if (lostSince.isEmpty()) {
      // what happened before we came is not known either
      lostSince = OptionalLong.of(lastTime);
    }
    due.clear();
    refreshing.clear();
    forgetEnded();
  }

  /** Takes the events of a message; what of them is news, with their activations, in order. */
  List<OpcUaConditionEvent> apply(List<OpcUaEvent> events) {
    for (OpcUaEvent event : events) {
      if (event.notifier() < 0 || event.notifier() >= notifiers.size()) {
        ignored++;
      } else if (event instanceof OpcUaEvent.Condition condition) {
        condition(condition.notifier(), condition.event());
      } else if (event instanceof OpcUaEvent.Signal signal) {
        signal(signal);
      }
    }
    return taken();
  }

  private List<OpcUaConditionEvent> taken() {
    List<OpcUaConditionEvent> all = news;
    news = new ArrayList<>();
    return all;
  }

  private void signal(OpcUaEvent.Signal signal) {
    switch (signal.kind()) {
      case REFRESH_START -> start(signal.notifier());
      case REFRESH_END -> end(signal);
      case REFRESH_REQUIRED, QUEUE_OVERFLOW -> lost(signal.notifier());
      case OTHER -> ignored++;
    }
  }

  private void start(int notifier) {
    refreshing.add(notifier);
    known.replaceAll(
        (key, condition) ->
            condition.notifier() == notifier
                ? new Known(condition.last(), notifier, false)
                : condition);
  }

  private void end(OpcUaEvent.Signal signal) {
    if (refreshing.remove(signal.notifier()) && due.remove(signal.notifier())) {
      endUnseen(signal);
    }
    forgetEnded();
  }

  private void endUnseen(OpcUaEvent.Signal signal) {
    refreshedAt = Math.max(refreshedAt, signal.time());
    Iterator<Known> all = known.values().iterator();
    while (all.hasNext()) {
      Known condition = all.next();
      if (condition.notifier() == signal.notifier() && !condition.seen()) {
        all.remove();
        if (stands(condition.last())) {
          long time = Math.max(signal.time(), condition.last().times().time());
          news.add(condition.last().overAt(time, Cause.NOT_REFRESHED));
        }
      }
    }
  }

  /** Ended conditions are remembered during a refresh only, against its older events. */
  private void forgetEnded() {
    if (refreshing.isEmpty()) {
      known.values().removeIf(condition -> !stands(condition.last()));
    }
  }

  private void condition(int notifier, OpcUaConditionEvent event) {
    lastTime = Math.max(lastTime, event.times().time());
    Known before = known.get(event.key());
    boolean catchingUp = due.contains(notifier) || refreshing.contains(notifier);
    if (before != null && isNoNews(before.last(), event, catchingUp)) {
      known.put(event.key(), new Known(before.last(), before.notifier(), true));
      return;
    }
    OpcUaConditionEvent told =
        event.of(
            activeSince(before, event, catchingUp),
            refreshing.contains(notifier) ? Cause.REFRESHED : Cause.REPORTED);
    news.add(told);
    if (stands(told) || !refreshing.isEmpty()) {
      if (before != null || known.size() < MOST_KNOWN) {
        known.put(
            event.key(), new Known(told, before == null ? notifier : before.notifier(), true));
      }
    } else {
      known.remove(event.key());
    }
  }

  /**
   * A refresh sends the last event once more with its EventId (Part 9, 4.5), and may send a state
   * older than one that came live meanwhile (5.5.7).
   */
  private static boolean isNoNews(
      OpcUaConditionEvent last, OpcUaConditionEvent event, boolean catchingUp) {
    if (!event.eventId().isEmpty() && event.eventId().equals(last.eventId())) {
      return true;
    }
    return catchingUp
        && (event.times().time() < last.times().time()
            || (event.state().equals(last.state())
                && event.texts().equals(last.texts())
                && !isLaterActivation(last, event)));
  }

  /** When the activation began that an event belongs to. */
  private long activeSince(Known before, OpcUaConditionEvent event, boolean catchingUp) {
    if (before == null) {
      return begin(event);
    }
    OpcUaConditionEvent last = before.last();
    if (!event.state().active()) {
      return last.times().activeSince();
    }
    if (!last.state().active()) {
      return begin(event);
    }
    if (catchingUp && isLaterActivation(last, event)) {
      news.add(last.overAt(begin(event), Cause.SUPERSEDED));
      return begin(event);
    }
    return last.times().activeSince();
  }

  private static boolean isLaterActivation(OpcUaConditionEvent last, OpcUaConditionEvent event) {
    return event.state().active()
        && last.state().active()
        && event.times().activeSince() != OpcUaBatch.ABSENT
        && event.times().activeSince() > last.times().time();
  }

  /** A TransitionTime is the same in every event of an activation, the event's time is not. */
  private static long begin(OpcUaConditionEvent event) {
    long transition = event.times().activeSince();
    return transition == OpcUaBatch.ABSENT ? event.times().time() : transition;
  }

  private static boolean stands(OpcUaConditionEvent event) {
    return event.state().active() || event.state().retain();
  }
}
