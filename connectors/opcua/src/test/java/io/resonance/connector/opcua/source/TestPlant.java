package io.resonance.connector.opcua.source;

import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedOpcUaServerBuilder;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueRange;
import io.resonance.testbed.opcua.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A simulated server and a client identity that trust each other, with the ledger of what was
 * produced.
 */
final class TestPlant implements AutoCloseable {

  static final String NAMESPACE = "urn:test:machine";

  final SimulatedOpcUaServer server;
  final OpcUaIdentity identity;
  final Set<String> produced = ConcurrentHashMap.newKeySet();

  TestPlant(Path folder, UnaryOperator<SimulatedOpcUaServerBuilder> more) throws Exception {
    identity = OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("client").toString());
    io.resonance.connector.opcua.client.TestIdentity.create(identity);
    server =
        more.apply(
                SimulatedOpcUaServer.builder()
                    .name("mill")
                    .pki(folder.resolve("server"))
                    .namespaceUri(NAMESPACE)
                    .variable(
                        SimulatedVariable.analog(
                            "speed",
                            "RPM",
                            "r/min",
                            new ValueRange(0, 12_000),
                            new ValueRange(0, 15_000)))
                    .variable(SimulatedVariable.plain("program", ValueType.STRING))
                    .variable(SimulatedVariable.enumeration("state", List.of("Idle", "Busy")))
                    .ledger((endpoint, nodeId, time) -> produced.add(nodeId + "@" + time)))
            .start();
    trustEachOther();
  }

  void trustEachOther() throws Exception {
    Files.copy(
        Path.of(identity.pkiFolder(), "own", "certificate.der"),
        server.pki().resolve("trusted").resolve("client.der"));
    Path trusted = Path.of(identity.pkiFolder(), "trusted", "server.der");
    Files.write(trusted, server.certificate().getEncoded());
  }

  OpcUaEndpoint.Builder endpoint(int port) {
    return OpcUaEndpoint.builder("mill", server.url(port))
        .publishingInterval(Duration.ofMillis(50))
        .samplingInterval(Duration.ZERO)
        .queueSize(2_000)
        .surviveOutage(Duration.ofSeconds(60))
        .items(server.nodeIds());
  }

  OpcUaSource source(OpcUaEndpoint endpoint) {
    return OpcUaSource.builder().endpoint(endpoint).identity(identity).build();
  }

  /** One value of every variable. */
  void produce(int number) {
    server.produce("speed", 1_000.0 + number);
    server.produce("program", "O" + number / 10);
    server.produce("state", number % 2);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
