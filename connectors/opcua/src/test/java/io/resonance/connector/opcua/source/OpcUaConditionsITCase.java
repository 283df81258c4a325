package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.OpcUaConditionEvent.Cause;
import io.resonance.testbed.network.TcpFaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms of a real server (Part 9) through the source: told once, in line with the server. */
class OpcUaConditionsITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private TestPlant plant;
  private TcpFaultProxy proxy;

  @BeforeEach
  void start() throws Exception {
    plant = new TestPlant(folder, builder -> builder);
    proxy = TcpFaultProxy.to(plant.server.port());
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    plant.close();
  }

  private RunningJob job() throws Exception {
    return job(OpcUaConditions.ofServer());
  }

  private RunningJob job(OpcUaConditions conditions) throws Exception {
    RunningJob job =
        new RunningJob(
            plant.source(plant.endpoint(proxy.port()).conditions(conditions).build()),
            new Configuration());
    await().atMost(PATIENCE).until(() -> !job.collected.descriptions.isEmpty());
    return job;
  }

  private void raise(String alarm) {
    plant.server.alarms().raise(alarm, "speed", 700, alarm + " is too high");
  }

  /** What those downstream believe to need attention. */
  private static Set<String> believed(RunningJob job) {
    Map<String, OpcUaConditionEvent> last = new TreeMap<>();
    for (OpcUaConditionEvent event : job.collected.conditions) {
      String branch = event.key().branchId().replaceAll(".*#", "");
      last.put(event.origin().conditionName() + (branch.isEmpty() ? "" : "#" + branch), event);
    }
    last.values().removeIf(event -> !event.state().active() && !event.state().retain());
    return new TreeSet<>(last.keySet());
  }

  private void awaitAgreement(RunningJob job) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(believed(job))
                    .isEqualTo(new TreeSet<>(plant.server.alarms().retained())));
  }

  private static List<OpcUaConditionEvent> of(RunningJob job, String alarm) {
    return job.collected.conditions.stream()
        .filter(event -> event.origin().conditionName().equals(alarm))
        .toList();
  }

  @Test
  void tellsTheLifeOfAnAlarmAsOneActivation() throws Exception {
    try (RunningJob job = job()) {
      var alarms = plant.server.alarms();
      raise("coolant");
      alarms.severity("coolant", 900);
      alarms.acknowledge("coolant", "on my way");
      alarms.clear("coolant");
      alarms.confirm("coolant");
      await().atMost(PATIENCE).until(() -> of(job, "coolant").size() == 5);
      List<OpcUaConditionEvent> life = of(job, "coolant");
      assertThat(life)
          .extracting(e -> e.times().activeSince())
          .containsOnly(life.get(0).times().time());
      assertThat(life)
          .extracting(e -> e.key().conditionId())
          .containsOnly(alarms.conditionId("coolant"));
      assertThat(life)
          .extracting(e -> e.state().active())
          .containsExactly(true, true, true, false, false);
      assertThat(life)
          .extracting(e -> e.state().severity())
          .containsExactly(700, 900, 900, 900, 900);
      assertThat(life)
          .extracting(e -> e.state().acknowledged().orElseThrow())
          .containsExactly(false, false, true, true, true);
      assertThat(life)
          .extracting(e -> e.state().confirmed().orElseThrow())
          .containsExactly(false, false, false, false, true);
      assertThat(life.get(2).texts())
          .isEqualTo(new OpcUaConditionEvent.Texts("coolant is too high", "on my way"));
      assertThat(life.get(0).origin().sourceNode()).isEqualTo(plant.server.nodeId("speed"));
      assertThat(believed(job)).isEmpty();
      assertThat(job.collected.gaps).isEmpty();
    }
  }

  @Test
  void tellsWhatWasActiveBeforeAndKeepsBranchesApart() throws Exception {
    var alarms = plant.server.alarms();
    raise("coolant");
    alarms.branch("coolant", "first");
    try (RunningJob job = job()) {
      awaitAgreement(job);
      assertThat(job.collected.conditions)
          .extracting(OpcUaConditionEvent::cause)
          .containsExactly(Cause.REFRESHED, Cause.REFRESHED);
      alarms.systemEvent("nothing of interest");
      alarms.confirmBranch("coolant", "first");
      raise("drive");
      alarms.disable("coolant");
      awaitAgreement(job);
      assertThat(believed(job)).containsExactly("drive");
    }
  }

  @Test
  void tellsNothingTwiceAndNothingLessAfterAnOutageOfTheNetwork() throws Exception {
    try (RunningJob job = job()) {
      raise("coolant");
      awaitAgreement(job);
      proxy.cut();
      plant.server.alarms().clear("coolant");
      raise("drive");
      plant.server.alarms().clear("drive");
      proxy.restore();
      raise("door");
      awaitAgreement(job);
      // republished: what happened meanwhile is told step by step
      assertThat(of(job, "drive"))
          .extracting(OpcUaConditionEvent::cause)
          .containsExactly(Cause.REPORTED, Cause.REPORTED);
      assertThat(job.collected.conditions).doesNotHaveDuplicates();
      assertThat(plant.server.alarms().refreshes()).isEqualTo(1);
    }
  }

  @Test
  void endsWhatARestartedServerNoLongerSays() throws Exception {
    try (RunningJob job = job()) {
      raise("coolant");
      raise("door");
      awaitAgreement(job);
      plant.server.stop();
      plant.server.alarms().acknowledge("coolant", "");
      plant.server.alarms().clear("coolant");
      plant.server.alarms().confirm("coolant");
      raise("drive");
      plant.server.start();
      awaitAgreement(job);
      OpcUaConditionEvent end = of(job, "coolant").get(of(job, "coolant").size() - 1);
      assertThat(end.cause()).isEqualTo(Cause.NOT_REFRESHED);
      assertThat(end.times().activeSince())
          .isEqualTo(of(job, "coolant").get(0).times().activeSince());
      assertThat(of(job, "door")).as("not told again").hasSize(1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(job.collected.gaps)
                      .filteredOn(gap -> gap.reason() == OpcUaGapReason.EVENTS_LOST)
                      .singleElement()
                      .satisfies(
                          gap -> {
                            assertThat(gap.phase()).isEqualTo(OpcUaGap.Phase.LOST);
                            assertThat(gap.nodeIds()).containsExactly(OpcUaConditions.SERVER);
                            assertThat(gap.toNanos()).isPresent();
                          }));
    }
  }

  @Test
  void goesOnFromTheCheckpointAfterAFailureOfTheJob() throws Exception {
    try (RunningJob job = job()) {
      raise("coolant");
      awaitAgreement(job);
      int before = job.collected.checkpoints.size();
      await().atMost(PATIENCE).until(() -> job.collected.checkpoints.size() > before + 1);
      job.collected.failNow.set(true);
      raise("drive");
      await().atMost(PATIENCE).until(() -> !job.collected.restores.isEmpty());
      plant.server.alarms().clear("coolant");
      await().atMost(PATIENCE).until(() -> of(job, "coolant").size() > 1);
      awaitAgreement(job);
      assertThat(of(job, "coolant")).hasSize(2);
      assertThat(of(job, "drive")).hasSize(1);
      assertThat(job.collected.gaps)
          .extracting(OpcUaGap::reason)
          .doesNotContain(OpcUaGapReason.EVENTS_LOST);
    }
  }

  @Test
  void asksAgainWhereTheQueueForEventsOverflowed() throws Exception {
    try (RunningJob job = job(OpcUaConditions.ofServer().queueing(8))) {
      raise("coolant");
      awaitAgreement(job);
      // a burst overflows the queue only if the server does not publish meanwhile
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (int i = 0; i < 200; i++) {
                  plant.server.alarms().severity("coolant", 100 + i);
                }
                return job.collected.gaps.stream()
                    .anyMatch(gap -> gap.reason() == OpcUaGapReason.EVENTS_LOST);
              });
      plant.server.alarms().confirm("coolant");
      plant.server.alarms().clear("coolant");
      raise("drive");
      awaitAgreement(job);
      assertThat(plant.server.alarms().refreshes()).isGreaterThan(1);
    }
  }

  @Test
  void waitsForARefreshThatIsInProgress() throws Exception {
    raise("coolant");
    plant.server.alarms().refuseRefresh(StatusCodes.Bad_RefreshInProgress, 2);
    try (RunningJob job = job()) {
      awaitAgreement(job);
      assertThat(believed(job)).containsExactly("coolant");
    }
  }

  @Test
  void saysThatAServerCannotRefresh() throws Exception {
    raise("coolant");
    plant.server.alarms().refuseRefresh(StatusCodes.Bad_MethodInvalid, Integer.MAX_VALUE);
    try (RunningJob job = job()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(job.collected.gaps)
                      .extracting(OpcUaGap::reason)
                      .containsExactly(OpcUaGapReason.EVENTS_LOST));
      raise("drive");
      await().atMost(PATIENCE).until(() -> believed(job).contains("drive"));
      assertThat(believed(job)).doesNotContain("coolant");
    }
  }
}
