package io.resonance.testbed.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker with its controller in this JVM, for demos and tests. It listens on 127.0.0.1
 * only, keeps its log in a folder of the caller, and never creates a topic by itself.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final int port;
  private final KafkaRaftServer server;

  /**
   * Starts a broker and returns when it takes part in its own quorum.
   *
   * @param folder where it keeps its log; formatted if it is empty
   * @param port port of 127.0.0.1 to listen on; 0 takes a free one
   */
  public EmbeddedKafka(Path folder, int port) {
    this(folder, port == 0 ? Ports.free() : Ports.require(port, "Kafka"), Line.DIRECT);
  }

  /**
   * Starts a broker that clients reach through a proxy, so that its line can fail.
   *
   * @param folder where it keeps its log; formatted if it is empty
   * @param port free port of 127.0.0.1 to listen on
   * @param proxyPort port of the proxy, which the broker names as its own
   */
  public static EmbeddedKafka behind(Path folder, int port, int proxyPort) {
    return new EmbeddedKafka(folder, port, new Line(proxyPort));
  }

  /**
   * How clients reach the broker.
   *
   * @param port what it says its port is; 0 for the one it listens on
   */
  private record Line(int port) {
    static final Line DIRECT = new Line(0);

    int to(int listening) {
      return port == 0 ? listening : port;
    }
  }

  private EmbeddedKafka(Path folder, int port, Line line) {
    this.port = line.to(port);
    Properties properties = properties(folder, port, Ports.free());
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + this.port);
    format(folder, properties);
    server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
  }

  /** The broker's address for clients. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(Path folder, int port, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("log.dirs", folder.resolve("log").toString());
    p.put("auto.create.topics.enable", "false");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("log.cleaner.threads", "1");
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    p.put("group.initial.rebalance.delay.ms", "0");
    // One broker cannot replicate.
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "4");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    return p;
  }

  private static void format(Path folder, Properties properties) {
    if (Files.exists(folder.resolve("log/meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path config = folder.resolve("server.properties");
      try (Writer writer = Files.newBufferedWriter(config)) {
        properties.store(writer, null);
      }
      var output = new ByteArrayOutputStream();
      String[] arguments = {
        "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", config.toString()
      };
      int exit =
          StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
      if (exit != 0) {
        throw new IllegalStateException(
            "The folder %s could not be formatted for Kafka: %s"
                .formatted(folder, output.toString(StandardCharsets.UTF_8)));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "Kafka's folder %s cannot be written. Choose another one.".formatted(folder), unwritable);
    }
  }
}
