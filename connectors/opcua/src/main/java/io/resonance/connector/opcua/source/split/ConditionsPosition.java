package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What was handed over about the conditions of a subscription: the part of its position that says
 * which conditions those downstream believe to stand. It is kept in the split, and not downstream,
 * because it then moves with the very batch that told of it: a restore neither forgets a condition
 * nor tells it twice.
 *
 * @param notifiers NodeIds of the objects whose events are wanted; none where no events are
 * @param known the last event of each condition that is not over, or that ended during a refresh
 * @param due notifiers whose conditions are to be asked for because events were lost or never came
 * @param refreshing notifiers between a RefreshStart and its RefreshEnd
 * @param lostSince where events were lost, the time up to which nothing was
 */
public record ConditionsPosition(
    List<String> notifiers,
    List<Known> known,
    Set<Integer> due,
    Set<Integer> refreshing,
    OptionalLong lostSince) {

  /** {@link Known#notifier} of a condition whose notifier is no longer configured. */
  public static final int NO_NOTIFIER = -1;

  /** Where no conditions are subscribed to, and none ever were. */
  public static final ConditionsPosition NONE = startOf(List.of());

  /**
   * A condition that those downstream know.
   *
   * @param last the last event handed over
   * @param notifier which notifier sent it first, or {@link #NO_NOTIFIER}
   * @param seen whether it came since the present refresh began
   */
  public record Known(OpcUaConditionEvent last, int notifier, boolean seen) {}

  public ConditionsPosition {
    notifiers = List.copyOf(notifiers);
    known = List.copyOf(known);
    due = Set.copyOf(due);
    refreshing = Set.copyOf(refreshing);
  }

  /** Before the first connection. */
  public static ConditionsPosition startOf(List<String> notifiers) {
    return new ConditionsPosition(notifiers, List.of(), Set.of(), Set.of(), OptionalLong.empty());
  }

  /** The same conditions under the notifiers the configuration names today. */
  public ConditionsPosition withNotifiers(List<String> configured) {
    if (configured.equals(notifiers)) {
      return this;
    }
    List<Known> moved = new ArrayList<>();
    for (Known condition : known) {
      int today =
          condition.notifier() == NO_NOTIFIER
              ? NO_NOTIFIER
              : configured.indexOf(notifiers.get(condition.notifier()));
      moved.add(new Known(condition.last(), today, false));
    }
    return new ConditionsPosition(configured, moved, Set.of(), Set.of(), lostSince);
  }
}
