package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.MachineryState;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Violation;
import io.resonance.testbed.DemoPlantFile;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.SimulatedPlant.PlantPorts;
import io.resonance.testbed.ledger.ValueLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole plant job on real protocols: incidents happen, nothing is lost without a word. */
class PlantJobITCase {

  @TempDir Path folder;

  private final ValueLedger ledger = new ValueLedger();

  @Test
  void losesNothingSilentlyWhileLinesServersAndAgentsFail() throws Exception {
    try (SimulatedPlant plant =
            SimulatedPlant.start(folder.resolve("machines"), ledger, PlantPorts.free());
        PlantRun run =
            PlantRun.start(PlantRun.load(plantFile(plant)), ledger, new Configuration())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> allEndpointsDeliver());
      plant.mill().coolantOverheats(20);
      plant.millLine().cut();
      plant.agent().restart();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(gaps(run, GapPhase.OPEN)).isPositive());
      plant.millLine().restore();
      plant.ovenServer().restart();
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(() -> assertThat(gaps(run, GapPhase.HEALED)).isPositive());
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(run.records(Topic.VIOLATIONS))
                      .anyMatch(
                          violation -> "MILL-01".equals(((Violation) violation).getEquipment())));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(run.records(Topic.CONDITIONS))
                      .anyMatch(PlantJobITCase::isAlarmOfHotCoolant));
      assertThat(run.records(Topic.STATES))
          .map(EquipmentState.class::cast)
          .anyMatch(
              state ->
                  state.getEquipment().equals("LATHE-01")
                      && state.getState() == MachineryState.EXECUTING
                      && state.getContext().getProgram() != null);
      assertThat(propertiesOf("OVEN-01", run)).contains("flow", "x:doorOpen");
      plant.stopMachines();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> {
                assertThat(ledger.balance().undeclared()).isEmpty();
                assertThat(ledger.balance().openGaps()).isZero();
              });
      assertThat(ledger.balance().duplicates()).isZero();
    }
  }

  private boolean allEndpointsDeliver() {
    return ledger.receivedFrom(SimulatedPlant.MILL_SERVER) > 0
        && ledger.receivedFrom(SimulatedPlant.OVEN_SERVER) > 0
        && ledger.receivedFrom(SimulatedPlant.LATHE_AGENT) > 0;
  }

  /** Two of the oven's nodes are found by browsing: one by its path, one by a pattern. */
  private static Set<String> propertiesOf(String equipment, PlantRun run) {
    return run.records(Topic.VALUES).stream()
        .map(EquipmentPropertyValues.class::cast)
        .filter(values -> values.getEquipment().equals(equipment))
        .flatMap(values -> values.getValues().stream())
        .map(PropertyValue::getProperty)
        .collect(Collectors.toSet());
  }

  private static boolean isAlarmOfHotCoolant(SpecificRecordBase record) {
    EquipmentCondition condition = (EquipmentCondition) record;
    return condition.getEquipment().equals("MILL-01")
        && "CoolantOverTemperature".equals(condition.getNativeCode())
        && "coolant-temperature".equals(condition.getProperty())
        && condition.getLevel() == ConditionLevel.FAULT
        && condition.getActive();
  }

  private static long gaps(PlantRun run, GapPhase phase) {
    return run.records(Topic.GAPS).stream()
        .filter(gap -> ((DataGap) gap).getPhase() == phase)
        .count();
  }

  private Path plantFile(SimulatedPlant plant) throws Exception {
    Path pki = folder.resolve("pki");
    OpcUaOwnCertificate.ensure(
        OpcUaIdentity.selfSigned("urn:resonance:demo:client", pki.toString()));
    plant.introduce(pki);
    return new DemoPlantFile(plant, Backbone.bootstrap(), Backbone.registryUrl())
        .checkpointInterval("500ms")
        .checkpoints(folder.resolve("checkpoints").toUri().toString())
        .write(folder.resolve("plant.yaml"));
  }
}
