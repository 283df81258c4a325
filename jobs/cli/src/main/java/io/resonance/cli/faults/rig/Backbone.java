package io.resonance.cli.faults.rig;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.network.TcpFaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Kafka and the schema registry that all cells share, each behind a line that can fail. Cells come
 * one after the other, each with topics of its own.
 */
final class Backbone implements AutoCloseable {

  private final Path folder;
  private final int brokerPort = Ports.free();
  private final TcpFaultProxy kafkaLine;
  private final RegistryProcess registry;
  private final TcpFaultProxy registryLine;
  private EmbeddedKafka kafka;

  /**
   * @param installation the unpacked schema registry
   */
  Backbone(Path folder, Path installation) throws IOException, InterruptedException {
    this.folder = folder;
    registry = new RegistryProcess(installation, 0, folder.resolve("registry/registry.log"));
    kafkaLine = TcpFaultProxy.to(0, here(brokerPort));
    kafka = EmbeddedKafka.behind(folder.resolve("kafka"), brokerPort, kafkaLine.port());
    registryLine = TcpFaultProxy.to(0, here(URI.create(registry.url()).getPort()));
    registry.awaitReady();
  }

  private static InetSocketAddress here(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  String bootstrap() {
    return kafka.bootstrap();
  }

  String registryUrl() {
    URI direct = URI.create(registry.url());
    return "http://127.0.0.1:" + registryLine.port() + direct.getPath();
  }

  /** The registry without the line that can fail. */
  String directRegistryUrl() {
    return registry.url();
  }

  TcpFaultProxy kafkaLine() {
    return kafkaLine;
  }

  TcpFaultProxy registryLine() {
    return registryLine;
  }

  /** Ends the broker in order; what it has written stays. */
  void stopBroker() {
    kafka.close();
  }

  /** Starts the broker again on what it has written. */
  void startBroker() {
    kafka = EmbeddedKafka.behind(folder.resolve("kafka"), brokerPort, kafkaLine.port());
  }

  /** Ends every fault, and deletes the topics of a cell. */
  void forget(KafkaTarget target) throws InterruptedException, IOException {
    kafkaLine.restore();
    registryLine.restore();
    try (Admin admin = Admin.create(KafkaClients.properties(target))) {
      admin
          .deleteTopics(Arrays.stream(Topic.values()).map(topic -> topic.in(target)).toList())
          .all()
          .get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException undone) {
      throw new IOException("The topics of a cell could not be deleted", undone);
    }
  }

  @Override
  public void close() throws IOException {
    try (registry;
        kafkaLine;
        registryLine) {
      kafka.close();
    }
  }
}
