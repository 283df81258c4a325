package io.resonance.connector.mes.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mes.TestMessages;
import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The delivery operator on a MiniCluster, against a MES over HTTP. */
@Timeout(90)
class MesDeliveryITCase {

  private static final MesMessaging ON_ERROR =
      MesMessaging.standard().withConfirmation(MesTarget.Confirmation.ON_ERROR);

  private static final int EQUIPMENTS = 4;

  private SimulatedMes mes;

  @BeforeEach
  void start() throws Exception {
    mes = SimulatedMes.start(SimulatedMesOptions.plain());
  }

  @AfterEach
  void stop() {
    mes.close();
  }

  @Test
  void everyMessageTakesEffectOnceAndInOrderOverFaultsAndFailures() throws Exception {
    int messages = 400;
    mes.play(
        FaultPlan.random(
            7,
            0.1,
            MesFault.Status.of(503),
            new MesFault.LostResponse(),
            new MesFault.Answer("<broken")));
    StreamExecutionEnvironment env = environment();
    env.setParallelism(2);
    List<MesMessage> input = messages(messages);
    // fails twice, each time after some checkpoints
    var outbox =
        OutboxSource.of(env, input)
            .map(new FailsAt(150, 300))
            .returns(OutboxSource.TYPE)
            .setParallelism(1);

    List<MesMessage> settled = new ArrayList<>();
    var results = MesDelivery.deliver(outbox, options(10_000)).collectAsync();
    var unused = env.executeAsync();
    results.forEachRemaining(settled::add);

    assertThat(mes.ledger().counts().accepted()).isEqualTo(messages);
    assertThat(mes.ledger().counts().orderInversions()).isZero();
    Map<String, List<String>> sent = new HashMap<>();
    input.forEach(
        m -> sent.computeIfAbsent(m.getEquipment(), e -> new ArrayList<>()).add(m.getBodId()));
    sent.forEach(
        (equipment, bodIds) ->
            assertThat(mes.ledger().effectsOf(equipment)).containsExactlyElementsOf(bodIds));
    assertThat(settled).hasSize(messages).allMatch(m -> m.getState() == MesState.ACCEPTED);
  }

  @Test
  void aRefusedMessageIsPutAsideWithTheWordsOfTheMesAndTheNextOneGoes() throws Exception {
    mes.play(FaultPlan.first(new MesFault.Rejected("unknown lot")));
    StreamExecutionEnvironment env = environment();
    SingleOutputStreamOperator<MesMessage> settled =
        MesDelivery.deliver(
            OutboxSource.of(
                env, List.of(TestMessages.violation("M", 0), TestMessages.violation("M", 1))),
            options(10));

    var letters = settled.getSideOutput(MesDelivery.DEAD_LETTERS).collectAsync();
    var states = settled.collectAsync();
    env.execute();

    List<MesMessage> messages = new ArrayList<>();
    states.forEachRemaining(messages::add);
    assertThat(messages)
        .extracting(MesMessage::getState)
        .containsExactly(MesState.REJECTED, MesState.ACCEPTED);
    assertThat(messages.get(0).getAnswer()).isEqualTo("unknown lot");
    DeadLetter letter = letters.next();
    assertThat(letter.getDeadLetterId()).isEqualTo(messages.get(0).getBodId());
    assertThat(letter.getReason()).contains("rejects").contains("unknown lot");
    assertThat(letters.hasNext()).isFalse();
  }

  @Test
  void checkpointsWaitNoLongerThanARequestTimeoutWhileTheMesIsDownAndTheQueueIsFull()
      throws Exception {
    mes.play(FaultPlan.always(MesFault.Status.of(503)));
    StreamExecutionEnvironment env = environment();
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    MesDelivery.deliver(OutboxSource.of(env, messages(500)), options(5))
        .sinkTo(new DiscardingSink<>());
    MiniClusterConfiguration one =
        new MiniClusterConfiguration.Builder()
            .withRandomPorts()
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build();
    MiniCluster cluster = new MiniCluster(one);
    try {
      cluster.start();
      JobID job = cluster.submitJob(env.getStreamGraph()).get(20, TimeUnit.SECONDS).getJobID();
      await().atMost(Duration.ofSeconds(20)).until(() -> running(cluster, job));

      for (int checkpoint = 0; checkpoint < 3; checkpoint++) {
        assertThat(cluster.triggerCheckpoint(job).get(5, TimeUnit.SECONDS)).isNotEmpty();
      }
      mes.play(FaultPlan.none());
      assertThat(cluster.requestJobResult(job).get(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    } finally {
      cluster.close();
    }
    assertThat(mes.ledger().counts().accepted()).isEqualTo(500);
    assertThat(mes.ledger().counts().orderInversions()).isZero();
  }

  private static boolean running(MiniCluster cluster, JobID job) throws Exception {
    return cluster.getExecutionGraph(job).get(5, TimeUnit.SECONDS).getState() == JobStatus.RUNNING
        && StreamSupport.stream(
                cluster
                    .getExecutionGraph(job)
                    .get(5, TimeUnit.SECONDS)
                    .getAllExecutionVertices()
                    .spliterator(),
                false)
            .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    env.enableCheckpointing(200);
    return env;
  }

  private static List<MesMessage> messages(int count) {
    List<MesMessage> messages = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      messages.add(TestMessages.violation("E" + n % EQUIPMENTS, n));
    }
    return messages;
  }

  private MesDeliveryOptions options(int maxQueued) {
    MesTarget.Http target =
        MesTarget.Http.at(mes.url())
            .withMessaging(ON_ERROR)
            .withRequestTimeout(Duration.ofSeconds(1));
    return MesDeliveryOptions.to(target)
        // unreadable answers are sent again until the 409 of a duplicate tells
        .withLanes(new LaneOptions(8, Duration.ofMillis(200), 10))
        .withRetries(new MesDeliveryOptions.Retries(Duration.ofMillis(5), Duration.ofMillis(50)))
        .withMaxQueued(maxQueued);
  }
}
