package io.resonance.benchmark.control;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.job.LocalJob;
import io.resonance.conform.ConformFunction;
import io.resonance.job.plant.control.ControlSource;
import io.resonance.job.plant.control.DecodeControlFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchTypeInfo;
import io.resonance.schema.control.Orders;
import io.resonance.schema.kafka.ControlKey;
import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.Checkpoints;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.MtConnectSection;
import io.resonance.schema.plant.OpcUaSection;
import io.resonance.schema.plant.Plant;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.RegistryTarget;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.start.JobSettings;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.testbed.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long a pushed rule pack takes until a value is judged by it: from before its order is sent to
 * Kafka until {@code conform} opens a violation of its rule, in a job that reads the control topic
 * from Kafka while batches go through. Every push has a rule of its own, so that only its own
 * violation can end the measurement.
 */
public final class RuleSwap {

  /** Name of the row. */
  public static final String ROW = "rule-swap-ms";

  /** The row's baseline: how long it may take at most. */
  private static final double ALLOWED_MS = 2_000;

  private static final int SCHEMA_ID = 1;
  private static final int PATIENCE_SECONDS = 60;

  private RuleSwap() {}

  /** Measures the row. */
  public static BenchmarkRow measure(Effort effort) throws Exception {
    List<Double> millis = new ArrayList<>();
    List<Double> allowed = new ArrayList<>();
    try (TemporaryFolder folder = new TemporaryFolder();
        EmbeddedKafka kafka = new EmbeddedKafka(folder.path().resolve("kafka"), 0)) {
      PlantFile plant = plant(kafka.bootstrap(), folder.path());
      TopicCreation.ensure(plant.kafka());
      LocalJob job = new LocalJob();
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              KafkaClients.properties(plant.kafka()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        job.submit(graph(plant));
        swap(0, plant, producer); // the first one also loads the expression language
        for (int run = 1; run <= effort.runs(); run++) {
          millis.add(swap(run, plant, producer));
          allowed.add(ALLOWED_MS);
          effort.progress().accept("%s: %.0f ms".formatted(ROW, millis.get(millis.size() - 1)));
        }
      } finally {
        job.stop();
      }
    }
    return BenchmarkRow.of(ROW, "ms", millis, allowed);
  }

  private static double swap(int run, PlantFile plant, KafkaProducer<byte[], byte[]> producer)
      throws Exception {
    ControlCommand order =
        new Orders("benchmark", Clock.systemUTC())
            .push("swap", new RulePackText("swap.yaml", pack(run)), Instant.now());
    KafkaRecord record =
        new AvroEncoding<ControlCommand>(Topic.CONTROL.in(plant.kafka()), SCHEMA_ID, ControlKey::of)
            .encode(order);
    long start = System.nanoTime();
    producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())).get();
    long deadline = start + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (FirstViolations.at(rule(run)).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new BenchmarkFailedException(
            "No value was judged by a pushed pack within %d s.".formatted(PATIENCE_SECONDS));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return (FirstViolations.at(rule(run)).getAsLong() - start) / 1e6;
  }

  private static StreamGraph graph(PlantFile plant) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    env.configure(JobSettings.of(plant, env.getConfiguration(), "rule-swap"));
    SingleOutputStreamOperator<ControlCommand> orders =
        env.fromSource(ControlSource.of(plant), ControlSource.watermarks(), ControlSource.UID)
            .uid(ControlSource.UID)
            .process(new DecodeControlFunction(plant, SCHEMA_ID), DecodeControlFunction.OUTPUT_TYPE)
            .uid(DecodeControlFunction.UID);
    env.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .map(new PacedBatches())
        .returns(EquipmentBatchTypeInfo.INSTANCE)
        .uid("batches")
        .keyBy(EquipmentBatch::equipment, Types.STRING)
        .connect(orders.broadcast(ConformFunction.PACKS))
        .process(new ConformFunction(plant.profile()), ConformFunction.OUTPUT_TYPE)
        .uid(ConformFunction.UID)
        .map(new FirstViolations())
        .returns(Types.LONG)
        .uid("first-violations")
        .sinkTo(new DiscardingSink<>())
        .uid("nothing");
    return env.getStreamGraph();
  }

  static String rule(int run) {
    return "swap-" + run;
  }

  private static String pack(int run) {
    return """
        pack: {id: swap, version: "%d"}
        rules:
          - id: %s
            version: "1"
            severity: INFO
            property: [spindle-speed]
            expression: value < 0.0 && seconds >= 0.0
            en: {title: Swap, explanation: Swap., fix: None.}
            zh: {title: 更换, explanation: 更换。, fix: 无。}
        """
        .formatted(run, rule(run));
  }

  private static PlantFile plant(String bootstrap, Path folder) {
    return new PlantFile(
        new Plant("swap", "Acme", "Shenyang"),
        new ProfileReference("mdr-profile-0.1", Map.of()),
        new KafkaTarget(
            bootstrap, "swap", KafkaTarget.Guarantee.EXACTLY_ONCE, 1, 1, Map.of(), Map.of()),
        new RegistryTarget("http://127.0.0.1:1", new Credentials.None(), new TlsTrust.Platform()),
        new MesTarget.None(),
        new Checkpoints(folder.resolve("checkpoints").toUri().toString(), Duration.ofSeconds(1)),
        OpcUaSection.none(),
        MtConnectSection.none(),
        List.of(),
        List.of());
  }
}
