package io.resonance.connector.mes.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mes.TestMessages;
import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the operator keeps outlives its job. The golden savepoint is never made anew: a state of
 * another form gets a file of its own beside it, made with {@code -Dstate.write=true}.
 */
@Timeout(240)
class DeliveryStateITCase {

  private static final MesMessaging ON_ERROR =
      MesMessaging.standard().withConfirmation(MesTarget.Confirmation.ON_ERROR);

  private static final Path GOLDEN = Path.of("src/test/resources/golden/deliver-mes-v1");
  private static final int GOLDEN_MESSAGES = 4;
  private static final int EQUIPMENTS = 20;

  @TempDir private Path folder;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private SimulatedMes mes;
  private DeliveryCluster cluster;

  @BeforeEach
  void start() throws Exception {
    mes = SimulatedMes.start(SimulatedMesOptions.plain());
    cluster = new DeliveryCluster(folder);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
    mes.close();
  }

  @Test
  void whatWaitsFollowsItsEquipmentWhenTheJobIsRescaledFromTwoToFourToOne() throws Exception {
    List<MesMessage> messages = messages(EQUIPMENTS, 2_400);
    playDown();
    submit(cluster.environment(2), messages, 600);
    awaitAsked(EQUIPMENTS);
    String ofTwo = cluster.savepointAndCancel();

    asked.clear();
    submit(cluster.environment(4, ofTwo), messages, 600);
    awaitAsked(EQUIPMENTS);
    String ofFour = cluster.savepointAndCancel();

    mes.play(FaultPlan.none());
    submit(cluster.environment(1, ofFour), messages, 600);
    assertThat(cluster.awaitSuccess(Duration.ofMinutes(2))).isTrue();

    assertDelivered(messages, EQUIPMENTS);
  }

  @Test
  void theStateOfTheFirstReleaseIsRead() throws Exception {
    List<MesMessage> messages = messages(1, GOLDEN_MESSAGES);
    if (Boolean.getBoolean("state.write")) {
      write(messages);
    }

    submit(cluster.environment(1, GOLDEN.toAbsolutePath().toUri().toString()), messages, 100);

    // the source had given the first ones before and does not again: the state has them
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> mes.ledger().counts().accepted() == GOLDEN_MESSAGES);
    assertDelivered(messages, 1);
  }

  private void write(List<MesMessage> messages) throws Exception {
    playDown();
    StreamExecutionEnvironment env = cluster.environment(1);
    // one a second: an operator whose input has ended takes no savepoint
    submit(env, messages, 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> requests.get() > 40);
    Path savepoint = Path.of(URI.create(cluster.savepointAndCancel()));
    Files.createDirectories(GOLDEN);
    Files.copy(savepoint.resolve("_metadata"), GOLDEN.resolve("_metadata"));
    mes.play(FaultPlan.none());
  }

  private void playDown() {
    mes.play(
        message -> {
          asked.add(message.equipment());
          requests.incrementAndGet();
          return Optional.of(MesFault.Status.of(503));
        });
  }

  private void awaitAsked(int equipments) {
    await().atMost(Duration.ofSeconds(60)).until(() -> asked.size() == equipments);
  }

  private void assertDelivered(List<MesMessage> messages, int equipments) {
    for (int e = 0; e < equipments; e++) {
      String equipment = "E" + e;
      assertThat(mes.ledger().effectsOf(equipment))
          .containsExactlyElementsOf(
              messages.stream()
                  .filter(m -> m.getEquipment().equals(equipment))
                  .map(MesMessage::getBodId)
                  .toList());
    }
    assertThat(mes.ledger().counts().orderInversions()).isZero();
  }

  private void submit(StreamExecutionEnvironment env, List<MesMessage> messages, int perSecond)
      throws Exception {
    MesTarget.Http target =
        MesTarget.Http.at(mes.url())
            .withMessaging(ON_ERROR)
            .withRequestTimeout(Duration.ofSeconds(2));
    MesDeliveryOptions options =
        MesDeliveryOptions.to(target)
            .withLanes(new LaneOptions(8, Duration.ofMillis(200), 10))
            .withRetries(
                new MesDeliveryOptions.Retries(Duration.ofMillis(5), Duration.ofMillis(50)));
    MesDelivery.deliver(OutboxSource.of(env, messages, perSecond), options)
        .sinkTo(new DiscardingSink<>())
        .uid("status");
    cluster.submit(env);
  }

  private static List<MesMessage> messages(int equipments, int count) {
    List<MesMessage> messages = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      messages.add(TestMessages.violation("E" + n % equipments, n));
    }
    return messages;
  }
}
