package io.resonance.job.plant.control;

import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the control topic. */
public final class ControlSource {

  /** uid and name of the source. */
  public static final String UID = "source-kafka-control";

  private ControlSource() {}

  /**
   * The topic from its beginning, or from where a savepoint says. Offsets are kept in Flink's state
   * only, so the job needs no right to a consumer group.
   */
  public static KafkaSource<ControlMessage> of(PlantFile plant) {
    return KafkaSource.<ControlMessage>builder()
        .setProperties(KafkaClients.properties(plant.kafka()))
        .setProperty("isolation.level", "read_committed")
        .setProperty("commit.offsets.on.checkpoint", "false")
        .setClientIdPrefix(plant.plant().id() + "-control")
        .setTopics(Topic.CONTROL.in(plant.kafka()))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new AsItCame())
        .build();
  }

  /**
   * Orders have no event time: their stream is idle from the start, also while orders come, so that
   * neither its silence nor its activity holds back the watermarks of values.
   */
  public static WatermarkStrategy<ControlMessage> watermarks() {
    return WatermarkStrategy.forGenerator(context -> new AlwaysIdle());
  }

  private static final class AlwaysIdle implements WatermarkGenerator<ControlMessage> {

    @Override
    public void onEvent(ControlMessage event, long eventTimestamp, WatermarkOutput output) {
      output.markIdle();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }

  /** Decoding is left to an operator, which has somewhere to put what cannot be decoded. */
  private static final class AsItCame implements KafkaRecordDeserializationSchema<ControlMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ControlMessage> out) {
      out.collect(
          new ControlMessage(
              "%s, partition %d, offset %d"
                  .formatted(message.topic(), message.partition(), message.offset()),
              message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8),
              message.value(),
              message.timestamp()));
    }

    @Override
    public TypeInformation<ControlMessage> getProducedType() {
      return TypeInformation.of(ControlMessage.class);
    }
  }
}
