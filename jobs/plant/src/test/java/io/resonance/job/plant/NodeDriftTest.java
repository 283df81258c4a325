package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaDrift;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Severity;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that became another one, on its way through the job's operators. */
class NodeDriftTest {

  private static final long NOW = 1_700_000_000_000_000_000L;
  private static final String SPEED = "nsu=urn:a;s=b";

  @TempDir Path folder;

  /** OPC UA Part 3, 5.2.2: a server persists its NodeIds; one that does not is found out. */
  @Test
  void aNodeThatBecameAnotherIsAViolationOfThePropertyReadFromThere() throws Exception {
    PlantFile plant =
        PlantFolder.ofTwoMachines(folder, "- {id: mill, url: 'opc.tcp://mill:4840'}").plant();

    List<Violation> violations =
        OperatorChain.violations(
            plant,
            OpcUaBatch.builder("mill", 0, List.of(SPEED))
                .drifts(
                    List.of(
                        new OpcUaDrift(
                            SPEED,
                            OpcUaDrift.Kind.BROWSE_PATH,
                            "/Objects/Mill/Speed",
                            "/Objects/Mill/Load",
                            NOW),
                        new OpcUaDrift(SPEED, OpcUaDrift.Kind.UNIT, "RPM", "", NOW),
                        new OpcUaDrift("nsu=urn:a;s=other", OpcUaDrift.Kind.UNIT, "A", "B", NOW)))
                .build());

    assertThat(violations)
        .extracting(
            v -> v.getEquipment() + " " + v.getProperty() + " " + v.getLimits(),
            v -> v.getEvidence().get(0).getValue())
        .containsExactly(
            tuple(
                "M1 spindle-speed browse path /Objects/Mill/Speed",
                "its browse path is now /Objects/Mill/Load"),
            tuple("M1 spindle-speed unit RPM", "its unit is now none"));
    assertThat(violations)
        .allSatisfy(
            violation -> {
              assertThat(violation.getRuleId()).isEqualTo("node-drift");
              assertThat(violation.getSeverity()).isEqualTo(Severity.WARNING);
              assertThat(violation.getState()).isEqualTo(ViolationState.OPENED);
              assertThat(violation.getFirstAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
              assertThat(violation.getTitleZh()).isEqualTo("地址所指节点已改变");
            })
        .extracting(Violation::getViolationId)
        .doesNotHaveDuplicates();
  }
}
