package io.resonance.connector.mes.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mes.TestMessages;
import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.EffectLedger;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many messages, of which every twentieth meets a fault, while the TaskManager is killed. {@code
 * mvn verify -Pmes} is the long form: a million messages and 20 kills.
 */
@Timeout(3_600)
class DeliveryFaultsITCase {

  private static final MesMessaging ON_ERROR =
      MesMessaging.standard().withConfirmation(MesTarget.Confirmation.ON_ERROR);

  private static final int MESSAGES = Integer.getInteger("mes.messages", 20_000);
  private static final int KILLS = Integer.getInteger("mes.kills", 3);
  private static final int EQUIPMENTS = 100;
  private static final double SHARE = 0.05;

  @TempDir private Path folder;

  @Test
  void nothingIsLostDoubledOrOvertakenWhateverGoesWrong() throws Exception {
    try (SimulatedMes mes = SimulatedMes.start(SimulatedMesOptions.plain());
        DeliveryCluster cluster = new DeliveryCluster(folder)) {
      FaultPlan passing =
          FaultPlan.random(
              45_288,
              SHARE,
              new MesFault.Status(429, Optional.of("0"), "slower"),
              MesFault.Status.of(500),
              MesFault.Status.of(503),
              MesFault.Status.of(401),
              new MesFault.LostResponse(),
              new MesFault.Answer("<broken"),
              new MesFault.ForeignBodId("11111111-2222-5333-8444-555555555555"),
              new MesFault.Oversize(2 << 20),
              new MesFault.Slow(Duration.ofMillis(600)),
              new MesFault.Modified("priority lowered"));
      // stops all lanes until a probe goes through, so less often
      FaultPlan misplaced = FaultPlan.random(45_289, SHARE / 100, MesFault.Status.of(404));
      mes.play(
          message ->
              isRejected(message.bodId())
                  ? Optional.of(new MesFault.Rejected("unknown lot"))
                  : misplaced.faultFor(message).or(() -> passing.faultFor(message)));
      StreamExecutionEnvironment env = cluster.environment(2);
      MesDelivery.deliver(
              OutboxSource.of(env, n -> message(n.intValue()), MESSAGES, 20_000), options(mes))
          .sinkTo(new DiscardingSink<>())
          .uid("status");
      cluster.submit(env);
      for (int kill = 1; kill <= KILLS; kill++) {
        long goal = (long) MESSAGES * kill / (KILLS + 2);
        await()
            .atMost(Duration.ofMinutes(10))
            .until(() -> mes.ledger().counts().accepted() >= goal);
        cluster.killTaskManager();
      }
      assertThat(cluster.awaitSuccess(Duration.ofMinutes(50))).isTrue();

      assertEffects(mes.ledger());
    }
  }

  private static void assertEffects(EffectLedger ledger) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (int n = 0; n < MESSAGES; n++) {
      MesMessage message = message(n);
      String bodId = message.getBodId();
      boolean rejected = isRejected(bodId);
      if (ledger.tookEffect(bodId) == rejected || ledger.wasRejected(bodId) != rejected) {
        wrong.add(bodId);
      }
      if (!rejected) {
        sent.computeIfAbsent(message.getEquipment(), e -> new ArrayList<>()).add(bodId);
      }
    }
    assertThat(wrong).as("each message took effect, or was rejected, never both").isEmpty();
    assertThat(ledger.counts().invalid()).isZero();
    assertThat(ledger.counts().orderInversions()).isZero();
    assertThat(ledger.counts().duplicates()).as("faults were played").isPositive();
    assertThat(sent).hasSize(EQUIPMENTS);
    sent.forEach((equipment, bodIds) -> assertThat(ledger.effectsOf(equipment)).isEqualTo(bodIds));
  }

  // what a MES rejects it rejects every time
  private static boolean isRejected(String bodId) {
    return Math.floorMod(bodId.hashCode(), 200) == 0;
  }

  private static MesMessage message(int n) {
    return TestMessages.violation("E" + n % EQUIPMENTS, n);
  }

  private static MesDeliveryOptions options(SimulatedMes mes) {
    MesTarget.Http target =
        MesTarget.Http.at(mes.url())
            .withMessaging(ON_ERROR)
            .withRequestTimeout(Duration.ofMillis(500));
    return MesDeliveryOptions.to(target)
        // answers that cannot be read are asked for again until the 409 of a duplicate tells
        .withLanes(new LaneOptions(32, Duration.ofMillis(20), 20))
        .withRetries(new MesDeliveryOptions.Retries(Duration.ofMillis(5), Duration.ofMillis(50)));
  }
}
