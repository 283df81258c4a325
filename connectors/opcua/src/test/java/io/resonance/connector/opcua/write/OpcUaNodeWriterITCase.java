package io.resonance.connector.opcua.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.client.TestIdentity;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.write.OpcUaNodeWriter.NodeValue;
import io.resonance.connector.opcua.write.OpcUaNodeWriter.Outcome;
import io.resonance.connector.opcua.write.OpcUaNodeWriter.Written;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OpcUaNodeWriterITCase {

  private static final Instant TIME = Instant.parse("2026-11-22T06:00:00.123456Z");

  @TempDir private Path folder;
  private SimulatedOpcUaServer server;
  private OpcUaNodeWriter writer;

  @BeforeEach
  void start() throws Exception {
    OpcUaIdentity identity =
        OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("client").toString());
    TestIdentity.create(identity);
    server =
        SimulatedOpcUaServer.builder()
            .name("mill")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:test:machine")
            .variable(SimulatedVariable.plain("lamp", ValueType.BOOLEAN))
            .variable(SimulatedVariable.plain("locked", ValueType.BOOLEAN))
            .start();
    server.allowWrites("lamp");
    Files.copy(
        Path.of(identity.pkiFolder(), "own", "certificate.der"),
        server.pki().resolve("trusted").resolve("client.der"));
    Files.write(
        Path.of(identity.pkiFolder(), "trusted", "server.der"), server.certificate().getEncoded());
    writer =
        new OpcUaNodeWriter(
            OpcUaEndpoint.builder("mill", server.url()).item(server.nodeId("lamp")).build(),
            identity);
  }

  @AfterEach
  void stop() throws Exception {
    writer.close();
    server.close();
  }

  @Test
  void aValueIsWrittenWithItsSourceTimestampAndOnlyOnce() {
    Written first = write("lamp", true, TIME);
    Written again = write("lamp", true, TIME);
    Written later = write("lamp", true, TIME.plusSeconds(1));

    assertThat(first.outcome()).as(first.words()).isEqualTo(Outcome.WRITTEN);
    assertThat(again.outcome()).isEqualTo(Outcome.PRESENT);
    assertThat(later.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(server.writes("lamp")).hasSize(2);
    assertThat(server.writes("lamp").get(0).value().value()).isEqualTo(true);
    assertThat(server.writes("lamp").get(0).sourceTime().getJavaInstant()).isEqualTo(TIME);
  }

  @Test
  void whatTheServerDoesNotTakeIsRefusedWithItsStatus() {
    assertThat(write("locked", true, TIME))
        .isEqualTo(
            new Written(
                Outcome.REFUSED,
                "mill answers Bad_UserAccessDenied for nsu=urn:test:machine;s=locked = true"
                    + " (Boolean)"));
    assertThat(write("lamp", "on", TIME).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(write("nobody", true, TIME).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(writer.write(new NodeValue("nsu=urn:other;s=lamp", true, TIME)))
        .isEqualTo(new Written(Outcome.REFUSED, "mill has no namespace of nsu=urn:other;s=lamp"));
    assertThat(server.writes("lamp")).isEmpty();
  }

  @Test
  void aServerThatIsDownIsTriedAgain() throws Exception {
    assertThat(write("lamp", true, TIME).outcome()).isEqualTo(Outcome.WRITTEN);
    server.stop();
    assertThat(write("lamp", false, TIME.plusSeconds(1)).outcome()).isEqualTo(Outcome.UNAVAILABLE);

    server.start();
    assertThat(write("lamp", false, TIME.plusSeconds(1)).outcome()).isEqualTo(Outcome.WRITTEN);
  }

  private Written write(String identifier, Object value, Instant time) {
    return writer.write(new NodeValue(server.nodeId(identifier), value, time));
  }
}
