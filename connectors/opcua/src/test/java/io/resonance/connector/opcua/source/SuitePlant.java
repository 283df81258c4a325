package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.client.TestIdentity;
import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorState;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.testbed.flink.RowCount;
import io.resonance.testbed.flink.RowSource;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedOpcUaServerBuilder;
import io.resonance.testbed.opcua.SimulatedVariable;
import io.resonance.testbed.opcua.ValueType;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;

/**
 * A server with four variables, each in a subscription of its own, for Flink's suite. A server
 * holds no past for those who come later, so what is written before a variable is monitored is
 * produced when it is.
 */
final class SuitePlant implements DataStreamSourceExternalContext<String> {

  private static final int SPLITS = 4;
  private static final int RECORDS = 150;

  private final SimulatedOpcUaServer server;
  private final OpcUaIdentity identity;
  private final RowCount count = new RowCount();
  private final AtomicInteger writers = new AtomicInteger();
  private final ScheduledExecutorService machine = Executors.newSingleThreadScheduledExecutor();

  private SuitePlant(Path folder) throws Exception {
    identity = OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("client").toString());
    TestIdentity.create(identity);
    SimulatedOpcUaServerBuilder builder =
        SimulatedOpcUaServer.builder()
            .name("suite")
            .pki(folder.resolve("server"))
            .namespaceUri("urn:test:suite");
    for (int i = 0; i < SPLITS; i++) {
      builder.variable(SimulatedVariable.plain(variable(i), ValueType.STRING));
    }
    server = builder.start();
    Files.copy(
        Path.of(identity.pkiFolder(), "own", "certificate.der"),
        server.pki().resolve("trusted").resolve("client.der"));
    Files.write(
        Path.of(identity.pkiFolder(), "trusted", "server.der"), server.certificate().getEncoded());
  }

  static SuitePlant open() {
    try {
      return new SuitePlant(Files.createTempDirectory("opcua-suite"));
    } catch (Exception e) {
      throw new IllegalStateException("The server for the suite did not start", e);
    }
  }

  private static String variable(int split) {
    return "v" + split;
  }

  @Override
  public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
    OpcUaEndpoint endpoint =
        OpcUaEndpoint.builder("suite", server.url())
            .publishingInterval(Duration.ofMillis(50))
            .samplingInterval(Duration.ZERO)
            .queueSize(2_000)
            .itemsPerSubscription(1)
            .surviveOutage(Duration.ofSeconds(60))
            .items(server.nodeIds())
            .build();
    OpcUaSource source = OpcUaSource.builder().endpoint(endpoint).identity(identity).build();
    RowSource<OpcUaBatch, String, OpcUaSubscriptionSplit, OpcUaEnumeratorState> rows =
        RowSource.of(source, SuitePlant::texts, Types.STRING);
    return settings.getBoundedness() == Boundedness.BOUNDED ? rows.endingAfter(count) : rows;
  }

  private static void texts(OpcUaBatch batch, Consumer<String> row) {
    for (int i = 0; i < batch.size(); i++) {
      row.accept(String.valueOf(batch.object(i)));
    }
  }

  @Override
  public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
      TestingSourceSettings settings) {
    return new Writer(variable(writers.getAndIncrement()));
  }

  @Override
  public List<String> generateTestData(TestingSourceSettings settings, int split, long seed) {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add("%d-%d-%x".formatted(split, i, random.nextLong()));
    }
    return records;
  }

  @Override
  public List<URL> getConnectorJarPaths() {
    return List.of();
  }

  @Override
  public TypeInformation<String> getProducedType() {
    return Types.STRING;
  }

  @Override
  public void close() throws IOException {
    machine.shutdownNow();
    count.close();
    server.close();
  }

  /** Writes into one variable. */
  private final class Writer implements ExternalSystemSplitDataWriter<String> {
    private final String variable;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

    Writer(String variable) {
      this.variable = variable;
      var unused = machine.scheduleWithFixedDelay(this::produce, 0, 10, TimeUnit.MILLISECONDS);
    }

    @Override
    public void writeRecords(List<String> records) {
      count.written(records.size());
      waiting.addAll(records);
    }

    private void produce() {
      while (!waiting.isEmpty() && server.monitoredItems(variable) > 0) {
        server.produce(variable, waiting.poll());
      }
    }

    @Override
    public void close() {
      // ends with the plant
    }
  }
}
