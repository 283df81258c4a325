package io.resonance.schema.registry;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the one sink of a job. */
public final class PlantKafkaSink {

  /**
   * The longest a broker allows by default (transaction.max.timeout.ms). It must exceed the
   * checkpoint interval plus the longest outage of the job: a transaction that times out before the
   * job is back is data lost.
   */
  private static final String TRANSACTION_TIMEOUT_MS = "900000";

  private PlantKafkaSink() {}

  /** A sink of records that are encoded already, otherwise as the other one. */
  public static KafkaSink<KafkaRecord> of(KafkaTarget kafka, String transactionalIdPrefix) {
    return of(kafka, transactionalIdPrefix, List.of());
  }

  /**
   * The same, which writes to further topics too.
   *
   * @param further full names of topics that are not the plant's own
   */
  public static KafkaSink<KafkaRecord> of(
      KafkaTarget kafka, String transactionalIdPrefix, List<String> further) {
    return of(
        kafka, transactionalIdPrefix, new Encoded<>(record -> record, topics(kafka, further)));
  }

  /**
   * A sink with the guarantee the plant file asks for.
   *
   * @param transactionalIdPrefix unique among all jobs that write to this Kafka cluster, the same
   *     after every restart
   * @param encoding makes the records, in the sink
   */
  public static <T> KafkaSink<T> of(
      KafkaTarget kafka, String transactionalIdPrefix, RecordEncoding<T> encoding) {
    return of(kafka, transactionalIdPrefix, new Encoded<>(encoding, topics(kafka, List.of())));
  }

  private static <T> KafkaSink<T> of(
      KafkaTarget kafka, String transactionalIdPrefix, Encoded<T> encoded) {
    Properties properties = new Properties();
    properties.put("compression.type", "lz4");
    properties.put("linger.ms", String.valueOf(linger(kafka.guarantee()).toMillis()));
    properties.put("batch.size", "524288");
    properties.put("buffer.memory", "16777216");
    properties.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
    properties.putAll(KafkaClients.properties(kafka));
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.bootstrap())
        .setKafkaProducerConfig(properties)
        .setRecordSerializer(encoded)
        .setDeliveryGuarantee(
            switch (kafka.guarantee()) {
              case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
              case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
            })
        .setTransactionalIdPrefix(transactionalIdPrefix)
        // A fixed set of transactional ids, so that a job that runs for years does not fill the
        // brokers' memory with ids.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .build();
  }

  /**
   * How long records on their way into Kafka may wait for others: each buffer and each request
   * costs the same whatever it holds. What is committed with a checkpoint may wait, for nobody sees
   * it before, and a checkpoint leaves nothing behind.
   */
  public static Duration linger(KafkaTarget.Guarantee guarantee) {
    return switch (guarantee) {
      case EXACTLY_ONCE -> Duration.ofMillis(100);
      case AT_LEAST_ONCE -> Duration.ofMillis(5);
    };
  }

  private static List<String> topics(KafkaTarget kafka, List<String> further) {
    return Stream.concat(
            Arrays.stream(Topic.values()).map(topic -> topic.in(kafka)), further.stream())
        .toList();
  }

  /**
   * Hands the encoded bytes on. The Kafka timestamp is the producer's: with its source time, a
   * backfilled record could expire at once.
   *
   * @param topics all topics of the plant: with pooled transactional ids the sink asks for them, to
   *     find open transactions
   */
  private record Encoded<T>(RecordEncoding<T> encoding, List<String> topics)
      implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        T element, KafkaSinkContext context, Long timestamp) {
      KafkaRecord record = encoding.encode(element);
      return new ProducerRecord<>(record.topic(), record.key(), record.value());
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
    }
  }
}
