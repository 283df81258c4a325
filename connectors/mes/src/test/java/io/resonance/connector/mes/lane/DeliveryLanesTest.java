package io.resonance.connector.mes.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryLanesTest {

  private static final Reply ACCEPTED = Reply.of(200, Verdict.of(Outcome.ACCEPTED, ""));
  private static final Reply NOT_HERE = Reply.of(404, Verdict.of(Outcome.MISCONFIGURED, "404"));
  private static final Reply WHO = Reply.of(401, Verdict.of(Outcome.UNAUTHORIZED, "401"));

  private final LaneSimulation lanes =
      new LaneSimulation(new LaneOptions(4, Duration.ofSeconds(30), 3), 1);

  @Test
  void sendsOneMessageOfAnEquipmentAtATime() {
    lanes.enqueue("mill", 3);

    assertThat(lanes.underWay()).containsExactly("mill-0");
    lanes.answer("mill", ACCEPTED);
    assertThat(lanes.underWay()).containsExactly("mill-1");
  }

  @Test
  void sendsOfAsManyEquipmentsAsAreAllowed() {
    for (String equipment : List.of("a", "b", "c", "d", "e")) {
      lanes.enqueue(equipment, 2);
    }

    assertThat(lanes.underWay()).containsExactly("a-0", "b-0", "c-0", "d-0");
    lanes.answer("a", ACCEPTED);
    assertThat(lanes.underWay()).as("e has waited longest").contains("e-0").doesNotContain("a-1");
  }

  @Test
  void equipmentsThatFailGetHalfOfTheRequestsAtMost() {
    for (String equipment : List.of("a", "b", "c", "d")) {
      lanes.enqueue(equipment, 1);
      lanes.answer(equipment, busy(Duration.ZERO));
    }
    lanes.advance(Duration.ofMinutes(1));
    assertThat(lanes.underWay()).hasSize(2);

    for (String equipment : List.of("x", "y", "z")) {
      lanes.enqueue(equipment, 1);
    }
    assertThat(lanes.underWay()).hasSize(4).contains("x-0", "y-0");

    lanes.answer("x", ACCEPTED);
    assertThat(lanes.underWay()).as("the half of the others stays theirs").contains("y-0", "z-0");
  }

  @Test
  void aBacklogOfAnEquipmentIsDeliveredInOrderFromTheState() {
    lanes.enqueue("mill", 100);
    assertThat(lanes.recalled()).isZero();

    for (int n = 0; n < 100; n++) {
      assertThat(lanes.underWay()).containsExactly("mill-" + n);
      lanes.answer("mill", ACCEPTED);
    }
    assertThat(lanes.idle()).isTrue();
    assertThat(lanes.recalled()).isEqualTo(100 - Lane.HELD);
  }

  @Test
  void waitsAtLeastAsLongAsTheMesAsks() {
    lanes.enqueue("mill", 1);
    lanes.answer("mill", busy(Duration.ofSeconds(7)));

    lanes.advance(Duration.ofMillis(6_999));
    assertThat(lanes.posted()).hasSize(1);
    lanes.advance(Duration.ofMillis(1));
    assertThat(lanes.posted()).hasSize(2);
  }

  @Test
  void waitsNoLongerThanAMinuteWhateverTheMesAsks() {
    lanes.enqueue("mill", 1);
    lanes.answer("mill", busy(Duration.ofDays(400)));

    lanes.advance(Duration.ofSeconds(60));
    assertThat(lanes.posted()).hasSize(2);
  }

  @Test
  void parksAMessageWhoseAnswersStayUnreadable() {
    lanes.enqueue("mill", 1);
    for (int attempt = 0; attempt < 3; attempt++) {
      lanes.answer("mill", Reply.of(200, Verdict.of(Outcome.UNREADABLE, "not XML")));
      lanes.advance(Duration.ofMinutes(1));
    }

    assertThat(lanes.settled("mill")).hasSize(1);
    assertThat(lanes.settled("mill").get(0).getState()).isEqualTo(MesState.PARKED);
    assertThat(lanes.settled("mill").get(0).getAnswer()).isEqualTo("not XML");
  }

  @Test
  void triesOnceAgainAtOnceAfterA401AndThenStopsAllLanes() {
    lanes.enqueue("a", 1);
    lanes.answer("a", WHO);
    assertThat(lanes.posted()).containsExactly("a-0", "a-0");
    lanes.answer("a", WHO);

    lanes.enqueue("b", 1);
    assertThat(lanes.circuitOpen()).isTrue();
    assertThat(lanes.underWay()).isEmpty();
  }

  @Test
  void probesSlowlyWhileConfigurationIsWrongAndLosesNothing() {
    lanes.enqueue("a", 1);
    lanes.enqueue("b", 1);
    lanes.answer("a", NOT_HERE);
    lanes.answer("b", NOT_HERE);
    lanes.advance(Duration.ofSeconds(29));
    assertThat(lanes.underWay()).isEmpty();
    lanes.advance(Duration.ofSeconds(1));
    assertThat(lanes.underWay()).containsExactly("a-0");

    lanes.answer("a", ACCEPTED);
    assertThat(lanes.circuitOpen()).isFalse();
    assertThat(lanes.underWay()).containsExactly("b-0");
  }

  @Test
  void keepsTheFirstAndTheLatestAttempts() {
    lanes.enqueue("mill", 1);
    for (int attempt = 0; attempt < 100; attempt++) {
      lanes.answer("mill", Reply.of(503, Verdict.of(Outcome.UNAVAILABLE, "down " + attempt)));
      lanes.advance(Duration.ofMinutes(1));
    }
    lanes.answer("mill", ACCEPTED);

    List<DeliveryAttempt> attempts = lanes.settled("mill").get(0).getAttempts();
    assertThat(attempts).hasSize(Attempts.MAX);
    assertThat(attempts.get(0).getOutcome()).isEqualTo("UNAVAILABLE: down 0");
    assertThat(attempts.get(Attempts.MAX - 1).getHttpStatus()).isEqualTo(200);
  }

  @Test
  void goesOnFromItsStateAfterARestart() {
    lanes.enqueue("mill", 3);
    lanes.answer("mill", ACCEPTED);
    lanes.answer("mill", busy(Duration.ZERO));

    lanes.restart();

    assertThat(lanes.underWay()).containsExactly("mill-1");
    lanes.answer("mill", ACCEPTED);
    lanes.answer("mill", ACCEPTED);
    assertThat(lanes.idle()).isTrue();
    assertThat(lanes.settled("mill").get(1).getAttempts()).hasSize(2);
  }

  private static Reply busy(Duration retryAfter) {
    return Reply.of(503, new Verdict(Outcome.UNAVAILABLE, "busy", retryAfter));
  }
}
