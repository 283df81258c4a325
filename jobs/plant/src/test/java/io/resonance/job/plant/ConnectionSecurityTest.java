package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.normalize.opcua.OpcUaConnections;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A choice of security in the plant file, on its way through the job's operators. */
class ConnectionSecurityTest {

  private static final long DAY = 86_400_000_000_000L;
  private static final long NOW = 1_700_000_000_000_000_000L;

  @TempDir Path folder;

  @Test
  void anAcceptedRiskAndAnOldCertificateBecomeViolationsOfEveryEquipmentConcerned()
      throws Exception {
    PlantFile plant =
        PlantFolder.ofTwoMachines(
                folder,
                """
                - id: mill
                  url: "opc.tcp://mill:4840"
                  security-policy: Basic256
                  accepted-risks: [broken-policy, unknown-revocation]
                """)
            .plant();
    OpcUaServer server = plant.opcua().servers().get(0);
    OpcUaConnectionSecurity security =
        new OpcUaConnectionSecurity(
            "Basic256 SignAndEncrypt",
            OpcUaConnectionSecurity.weaknesses(OpcUaConnections.security(server)),
            OptionalLong.of(NOW + 400 * DAY),
            OptionalLong.of(NOW + 5 * DAY + 1),
            NOW);

    List<Violation> violations =
        OperatorChain.violations(
            plant,
            OpcUaBatch.builder("mill", 0, List.of("nsu=urn:a;s=b")).security(security).build());

    assertThat(violations)
        .extracting(v -> v.getEquipment() + " " + v.getRuleId())
        .containsExactly(
            "M1 connection-security",
            "M1 certificate-expiry",
            "M2 connection-security",
            "M2 certificate-expiry");
    assertThat(violations.get(0).getEvidence().get(0).getValue())
        .isEqualTo(
            "Basic256 SignAndEncrypt: withdrawn policies and weak certificates are accepted; a"
                + " revoked certificate may go unnoticed");
    assertThat(violations.get(1).getEvidence().get(0).getValue())
        .startsWith("the server's certificate is valid until ")
        .endsWith("5 days left");
  }
}
