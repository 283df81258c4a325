package io.resonance.schema.registry;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
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

  /**
   * A sink with the guarantee the plant file asks for.
   *
   * @param transactionalIdPrefix unique among all jobs that write to this Kafka cluster, the same
   *     after every restart
   */
  public static KafkaSink<KafkaRecord> of(KafkaTarget kafka, String transactionalIdPrefix) {
    Properties properties = new Properties();
    properties.put("compression.type", "lz4");
    properties.put("linger.ms", "5");
    properties.put("batch.size", "262144");
    properties.put("buffer.memory", "16777216");
    properties.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
    properties.putAll(KafkaClients.properties(kafka));
    return KafkaSink.<KafkaRecord>builder()
        .setBootstrapServers(kafka.bootstrap())
        .setKafkaProducerConfig(properties)
        .setRecordSerializer(new AsItIs(topics(kafka)))
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

  private static List<String> topics(KafkaTarget kafka) {
    return Arrays.stream(Topic.values()).map(topic -> topic.in(kafka)).toList();
  }

  /**
   * Hands the bytes on. The Kafka timestamp is the producer's: with its source time, a backfilled
   * record could expire at once.
   *
   * @param topics all topics of the plant: with pooled transactional ids the sink asks for them, to
   *     find open transactions
   */
  private record AsItIs(List<String> topics)
      implements KafkaRecordSerializationSchema<KafkaRecord>, KafkaDatasetFacetProvider {

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        KafkaRecord element, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(element.topic(), element.key(), element.value());
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      return Optional.of(
          new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
    }
  }
}
