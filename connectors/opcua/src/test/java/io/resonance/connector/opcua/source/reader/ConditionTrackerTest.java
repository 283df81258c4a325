package io.resonance.connector.opcua.source.reader;

import static io.resonance.connector.opcua.source.ConditionEvents.alarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaConditionEvent.Cause;
import io.resonance.connector.opcua.source.OpcUaEvent;
import io.resonance.connector.opcua.source.split.ConditionsPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Part 9, 4.5 and 5.5.7: what a client concludes from events and refreshes. */
class ConditionTrackerTest {

  private static final long ABSENT = OpcUaBatch.ABSENT;

  private final ConditionTracker tracker =
      new ConditionTracker(ConditionsPosition.startOf(List.of("nsu=u;s=server")));

  private List<OpcUaConditionEvent> take(OpcUaConditionEvent... events) {
    return tracker.apply(
        List.of(events).stream().<OpcUaEvent>map(e -> new OpcUaEvent.Condition(0, e)).toList());
  }

  private List<OpcUaConditionEvent> signal(OpcUaEvent.Kind kind, long time) {
    return tracker.apply(List.of(new OpcUaEvent.Signal(0, kind, time)));
  }

  private void refreshed(OpcUaConditionEvent... events) {
    signal(OpcUaEvent.Kind.REFRESH_START, 0);
    take(events);
    signal(OpcUaEvent.Kind.REFRESH_END, 0);
  }

  @Test
  void keepsOneActivationFromRaisingToTheLastAcknowledgement() {
    assertThat(take(alarm("a", "1", true, true, 10, ABSENT)))
        .extracting(e -> e.times().activeSince())
        .containsExactly(10L);
    assertThat(take(alarm("a", "2", true, true, 20, ABSENT), alarm("a", "3", false, true, 30, 30)))
        .extracting(e -> e.times().activeSince())
        .containsExactly(10L, 10L);
    assertThat(take(alarm("a", "4", false, false, 40, 30)))
        .extracting(e -> e.times().activeSince())
        .containsExactly(10L);
    assertThat(tracker.position().known()).isEmpty();
    assertThat(take(alarm("a", "5", true, true, 50, 49)))
        .extracting(e -> e.times().activeSince())
        .containsExactly(49L);
  }

  @Test
  void beginsAnActivationWhereAnUnacknowledgedOneBecomesActiveAgain() {
    take(alarm("a", "1", true, true, 10, 10), alarm("a", "2", false, true, 20, 20));
    assertThat(take(alarm("a", "3", true, true, 30, 30)))
        .extracting(e -> e.times().activeSince())
        .containsExactly(30L);
  }

  @Test
  void asksForARefreshOfANewSubscriptionAndOfEveryLoss() {
    assertThat(tracker.isRefreshDue()).isFalse();
    tracker.subscribed(List.of());
    assertThat(tracker.isRefreshDue()).isTrue();
    refreshed();
    assertThat(tracker.isRefreshDue()).isFalse();
    assertThat(tracker.lossToDeclare()).isEmpty();
    signal(OpcUaEvent.Kind.REFRESH_REQUIRED, 5);
    assertThat(tracker.isRefreshDue()).isTrue();
    refreshed();
    signal(OpcUaEvent.Kind.QUEUE_OVERFLOW, 6);
    assertThat(tracker.isRefreshDue()).isTrue();
  }

  @Test
  void asksNothingOfANotifierTheServerRefused() {
    tracker.subscribed(List.of("nsu=u;s=server"));
    assertThat(tracker.isRefreshDue()).isFalse();
  }

  @Test
  void endsWhatARefreshNoLongerBrings() {
    take(alarm("a", "1", true, true, 10, 10), alarm("b", "2", true, true, 11, 11));
    tracker.lost();
    signal(OpcUaEvent.Kind.REFRESH_START, 50);
    assertThat(take(alarm("b", "2", true, true, 11, 11))).isEmpty();
    List<OpcUaConditionEvent> news = signal(OpcUaEvent.Kind.REFRESH_END, 51);
    assertThat(news).hasSize(1);
    assertThat(news.get(0).key().conditionId()).isEqualTo("a");
    assertThat(news.get(0).cause()).isEqualTo(Cause.NOT_REFRESHED);
    assertThat(news.get(0).state().active()).isFalse();
    assertThat(news.get(0).state().retain()).isFalse();
    assertThat(news.get(0).times()).isEqualTo(new OpcUaConditionEvent.Times(51, ABSENT, 10));
    assertThat(tracker.lossToDeclare()).contains(new ConditionTracker.Loss(11, 51));
    assertThat(tracker.lossToDeclare()).isEmpty();
  }

  @Test
  void noticesARefreshedConditionThatWasClearedAndRaisedAgainMeanwhile() {
    take(alarm("a", "1", true, true, 10, 10));
    tracker.lost();
    signal(OpcUaEvent.Kind.REFRESH_START, 50);
    List<OpcUaConditionEvent> news = take(alarm("a", "9", true, true, 40, 40));
    assertThat(news)
        .extracting(OpcUaConditionEvent::cause)
        .containsExactly(Cause.SUPERSEDED, Cause.REFRESHED);
    assertThat(news).extracting(e -> e.times().activeSince()).containsExactly(10L, 40L);
    assertThat(news.get(0).times().time()).isEqualTo(40);
  }

  @Test
  void tellsWhatChangedWhileEventsWereLost() {
    take(alarm("a", "1", true, true, 10, 10));
    tracker.lost();
    signal(OpcUaEvent.Kind.REFRESH_START, 50);
    assertThat(take(alarm("a", "2", false, true, 30, 30)))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.cause()).isEqualTo(Cause.REFRESHED);
              assertThat(e.times().activeSince()).isEqualTo(10);
            });
  }

  /** 5.5.7: a refresh may send a state that is older than one that came live meanwhile. */
  @Test
  void ignoresAnOlderStateThatARefreshBringsLate() {
    take(alarm("a", "1", true, true, 10, 10));
    tracker.lost();
    signal(OpcUaEvent.Kind.REFRESH_START, 50);
    assertThat(take(alarm("a", "3", false, false, 60, 60))).hasSize(1);
    assertThat(take(alarm("a", "2", true, true, 20, 10))).isEmpty();
    assertThat(signal(OpcUaEvent.Kind.REFRESH_END, 61)).isEmpty();
    assertThat(tracker.position().known()).isEmpty();
  }

  @Test
  void concludesNothingFromARefreshNobodyAskedFor() {
    take(alarm("a", "1", true, true, 10, 10));
    assertThat(signal(OpcUaEvent.Kind.REFRESH_START, 50)).isEmpty();
    assertThat(signal(OpcUaEvent.Kind.REFRESH_END, 51)).isEmpty();
    assertThat(tracker.position().known()).hasSize(1);
  }

  @Test
  void concludesNothingFromARefreshInWhichEventsWereLost() {
    take(alarm("a", "1", true, true, 10, 10));
    tracker.lost();
    signal(OpcUaEvent.Kind.REFRESH_START, 50);
    tracker.lost();
    assertThat(signal(OpcUaEvent.Kind.REFRESH_END, 51)).isEmpty();
    assertThat(tracker.isRefreshDue()).isTrue();
  }

  @Test
  void goesOnInTheMiddleOfARefresh() {
    take(alarm("a", "1", true, true, 10, 10), alarm("b", "2", true, true, 11, 11));
    tracker.lost();
    signal(OpcUaEvent.Kind.REFRESH_START, 50);
    take(alarm("a", "1", true, true, 10, 10));
    ConditionTracker restored = new ConditionTracker(tracker.position());
    assertThat(restored.apply(List.of(new OpcUaEvent.Signal(0, OpcUaEvent.Kind.REFRESH_END, 51))))
        .extracting(e -> e.key().conditionId())
        .containsExactly("b");
  }

  @Test
  void saysThatNothingIsKnownWhereTheServerCannotRefresh() {
    take(alarm("a", "1", true, true, 10, 10));
    tracker.lost();
    tracker.refreshImpossible();
    assertThat(tracker.isRefreshDue()).isFalse();
    assertThat(tracker.lossToDeclare()).contains(new ConditionTracker.Loss(10, ABSENT));
    assertThat(tracker.position().known()).hasSize(1);
  }

  @Test
  void endsWhatIsNoLongerSubscribedTo() {
    take(alarm("a", "1", true, true, 10, 10));
    ConditionTracker without = new ConditionTracker(tracker.position().withNotifiers(List.of()));
    assertThat(without.subscribed(List.of()))
        .extracting(OpcUaConditionEvent::cause)
        .containsExactly(Cause.UNSUBSCRIBED);
    assertThat(without.position()).isEqualTo(ConditionsPosition.NONE);
  }

  @Test
  void countsWhatIsNoCondition() {
    signal(OpcUaEvent.Kind.OTHER, 1);
    tracker.apply(List.of(new OpcUaEvent.Signal(7, OpcUaEvent.Kind.REFRESH_START, 1)));
    assertThat(tracker.ignored()).isEqualTo(2);
  }
}
