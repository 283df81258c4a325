package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.split.ServerRun;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that numbers its namespaces anew when it starts again (Part 3, 8.2.2). */
class RenumberedNamespaceITCase {

  private static final double OURS = 1.0;
  private static final double SOMEBODY_ELSES = -1.0;

  @TempDir Path folder;

  @Test
  void doesNotMixSignalsAndFindsAClientThatKeepsIndexes() throws Exception {
    try (SimulatedOpcUaServer server =
            SimulatedOpcUaServer.builder()
                .name("mill")
                .pki(folder.resolve("server"))
                .namespaceUri("urn:test:machine")
                .allowSecurityNone()
                .variable(SimulatedVariable.plain("speed", ValueType.DOUBLE))
                .start();
        MiloConnector connector =
            new MiloConnector(
                OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("pki").toString()))) {
      server.produce("speed", OURS);
      OpcUaEndpoint endpoint =
          OpcUaEndpoint.builder("mill", server.url())
              .security(OpcUaSecurity.NONE)
              .items(server.nodeIds())
              .build();
      ServerRun before;
      String[] indexes;
      try (MiloSubscriptionClient client = connect(connector, endpoint)) {
        before = client.status().run();
        indexes = client.milo().getNamespaceTable().toArray();
        assertThat(firstValue(client)).isEqualTo(OURS);
      }
      server.restartRenumbered(SOMEBODY_ELSES);
      try (MiloSubscriptionClient client = connect(connector, endpoint)) {
        assertThat(before.mayBe(client.status().run())).isFalse();
        assertThat(firstValue(client)).isEqualTo(OURS);
      }
      try (MiloSubscriptionClient mutant = connect(connector, endpoint)) {
        keepIndexes(mutant.milo().getNamespaceTable(), indexes);
        assertThat(firstValue(mutant)).isEqualTo(SOMEBODY_ELSES);
      }
    }
  }

  private static MiloSubscriptionClient connect(MiloConnector connector, OpcUaEndpoint endpoint)
      throws OpcUaClientException {
    return (MiloSubscriptionClient) connector.connect(endpoint, endpoint.items());
  }

  private static double firstValue(MiloSubscriptionClient client) throws Exception {
    client.create(OpcUaSubscriptionClient.Order.MONITOR_FIRST);
    for (int i = 0; i < 10; i++) {
      OpcUaColumns columns = client.publish(new long[0]).get(30, TimeUnit.SECONDS).columns();
      if (columns.size() > 0) {
        return OpcUaBatch.builder("mill", 0, List.of("speed"))
            .values(columns)
            .build()
            .doubleValue(0);
      }
    }
    throw new AssertionError("no value came");
  }

  /** What a client does that resolves its nodes once and for all. */
  private static void keepIndexes(NamespaceTable table, String[] indexes) {
    table.update(
        uris -> {
          uris.clear();
          for (int i = 0; i < indexes.length; i++) {
            uris.put(ushort(i), indexes[i]);
          }
        });
  }
}
