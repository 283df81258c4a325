package io.resonance.job.mes;

import io.resonance.connector.mes.callback.CallbackListener;
import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.schema.plant.PlantFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The process that a MES posts its answers to: writes each to the topic of answers and confirms it
 * when all replicas have it. It keeps nothing, so several may run behind one address.
 *
 * <pre>
 * {@code java -cp resonance-mes-delivery-job.jar:... io.resonance.job.mes.AnswerCallbacks --plant FILE}
 * </pre>
 */
public final class AnswerCallbacks implements AutoCloseable {

  private static final String PATIENCE_MS = "10000";

  private final KafkaProducer<byte[], byte[]> producer;
  private final CallbackListener listener;
  private final String url;

  private AnswerCallbacks(
      KafkaProducer<byte[], byte[]> producer, CallbackListener listener, String url) {
    this.producer = producer;
    this.listener = listener;
    this.url = url;
  }

  /** Runs until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    try (AnswerCallbacks callbacks = start(MesDeliveryJob.load(arguments))) {
      System.out.println("answers are taken at " + callbacks.url());
      new CountDownLatch(1).await();
    } catch (StartRefusedException refused) {
      System.err.println("error: " + refused.getMessage());
      throw refused;
    }
  }

  /**
   * Listens from now on.
   *
   * @throws StartRefusedException if the plant file has no callbacks, or they or Kafka cannot be
   *     used as it says
   */
  public static AnswerCallbacks start(PlantFile plant) {
    if (!(plant.mes().answers() instanceof MesAnswers.OnTopic answers)
        || !(answers.callbacks() instanceof MesCallbacks.Listener settings)) {
      throw new StartRefusedException(
          "The plant file has no `mes: answers: callbacks`, so nobody is to post answers. Add them with listen, certificate, key and token.");
    }
    var unused = TopicCreation.ensure(plant.kafka(), List.of(answers.topic()));
    KafkaProducer<byte[], byte[]> producer = producer(plant);
    try {
      CallbackListener listener =
          CallbackListener.start(settings, (id, body) -> send(producer, answers.topic(), id, body));
      String url =
          "https://%s:%d%s".formatted(settings.host(), listener.port(), CallbackListener.PATH);
      return new AnswerCallbacks(producer, listener, url);
    } catch (IOException | IllegalArgumentException | MissingSecretException unusable) {
      producer.close(Duration.ZERO);
      throw new StartRefusedException(
          "Answers cannot be taken on %s:%d: %s"
              .formatted(settings.host(), settings.port(), unusable.getMessage()),
          unusable);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(PlantFile plant) {
    Properties properties = new Properties();
    properties.putAll(KafkaClients.properties(plant.kafka()));
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("max.block.ms", PATIENCE_MS);
    properties.put("request.timeout.ms", "5000");
    properties.put("delivery.timeout.ms", PATIENCE_MS);
    properties.put("buffer.memory", "16777216");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  // the answers to one message keep their order: they share a partition
  private static CompletableFuture<Void> send(
      KafkaProducer<byte[], byte[]> producer, String topic, String bodId, byte[] document) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    byte[] key = bodId.getBytes(StandardCharsets.UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key, document),
            (written, failure) -> {
              if (failure == null) {
                kept.complete(null);
              } else {
                kept.completeExceptionally(failure);
              }
            });
    return kept;
  }

  /** Where the MES posts. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    listener.close();
    producer.close(Duration.ofSeconds(5));
  }
}
