package io.resonance.job.plant;

import io.resonance.infer.InferenceStreams;
import io.resonance.infer.session.TrackSessionsFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.PlantKafkaSink;
import io.resonance.schema.registry.RecordEncoding;
import io.resonance.schema.registry.RecordKey;
import io.resonance.schema.registry.ValuesEncoding;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * Turns each stream of the plant job into records of its topic; values become records in the sink
 * itself, see {@link PlantRecord}.
 */
public final class PlantEncodings {

  private final KafkaTarget kafka;
  private final Map<Topic, Integer> schemaIds;
  private final Profile profile;

  /**
   * @param schemaIds ids of the topics' schemas in the registry
   * @param profile the profile whose name and hash the values carry
   */
  public PlantEncodings(KafkaTarget kafka, Map<Topic, Integer> schemaIds, Profile profile) {
    this.kafka = kafka;
    this.schemaIds = Map.copyOf(schemaIds);
    this.profile = profile;
  }

  /** What the sink does with what it is given. */
  public RecordEncoding<PlantRecord> ofSink() {
    return new PlantRecord.Encoding(
        new ValuesEncoding(
            Topic.VALUES.in(kafka),
            schemaIds.get(Topic.VALUES),
            profile.id(),
            profile.hash(),
            profile.qualityScale()));
  }

  /** All that a plant job writes. */
  record Streams(
      DataStream<EquipmentBatch> normalized,
      ConformStage.Conformed conformed,
      InferenceStreams inferred,
      Optional<DataStream<MesMessage>> messages,
      DataStream<DeadLetter> deadLetters) {}

  /** Id of a topic's schema in the registry. */
  int schemaId(Topic topic) {
    return schemaIds.get(topic);
  }

  DataStream<PlantRecord> encode(Streams streams) {
    DataStream<PlantRecord> always =
        encoded(streams.normalized(), batches(), "encode-batches")
            .union(
                encoded(
                    streams.conformed().reports(),
                    one(Topic.VIOLATIONS, Violation::getEquipment),
                    "encode-violations"),
                encoded(streams.conformed().states(), violationStates(), "encode-violation-states"),
                encoded(
                    streams.conformed().differences(),
                    one(Topic.VIOLATIONS_SHADOW, Violation::getEquipment),
                    "encode-shadow-differences"),
                encoded(
                    streams.conformed().answers(),
                    one(Topic.CONTROL_ANSWERS, ControlAnswer::getAbout),
                    "encode-control-answers"),
                encoded(
                    streams.conformed().health(),
                    one(Topic.HEALTH, DataHealth::getEquipment),
                    "encode-health"),
                encoded(
                    streams.inferred().inferences(),
                    one(Topic.INFERENCES, Inference::getEquipment),
                    "encode-inferences"),
                encoded(
                    streams.inferred().sessions(),
                    one(Topic.SESSIONS, PlantEncodings::sessionKey),
                    "encode-sessions"),
                encoded(
                    streams.inferred().sessions().getSideOutput(TrackSessionsFunction.AUDIT),
                    one(Topic.AUDIT, AuditEntry::getSource),
                    "encode-audit"),
                encoded(
                    streams.deadLetters(),
                    one(Topic.DEAD_LETTERS, DeadLetter::getSource),
                    "encode-dead-letters"));
    return streams
        .messages()
        .map(all -> encoded(all, mesMessages(), "encode-mes-messages"))
        .map(encodedMessages -> always.union(encodedMessages))
        .orElse(always);
  }

  private static String sessionKey(ModelSession session) {
    return "%s/%s/%s"
        .formatted(
            session.getModel().getId(),
            session.getEquipment(),
            session.getModel().getSha256().substring(0, 12));
  }

  /** What is to be forgotten becomes a record without a value, which compaction drops in time. */
  private FlatMapFunction<Violation, PlantRecord> violationStates() {
    RecordEncoding<Violation> encoding = avro(Topic.VIOLATION_STATES, Violation::getViolationKey);
    return (violation, out) -> {
      KafkaRecord record = encoding.encode(violation);
      out.collect(
          new PlantRecord.Encoded(
              violation.getState() == ViolationState.UNKNOWN
                  ? new KafkaRecord(record.topic(), record.key(), null)
                  : record));
    };
  }

  private <T> DataStream<PlantRecord> encoded(
      DataStream<T> records, FlatMapFunction<T, PlantRecord> encoding, String uid) {
    return records
        .flatMap(encoding)
        .returns(PlantRecordTypeInfo.INSTANCE)
        .setBufferTimeout(PlantKafkaSink.linger(kafka.guarantee()).toMillis())
        .uid(uid)
        .name(uid);
  }

  private <T extends SpecificRecordBase> FlatMapFunction<T, PlantRecord> one(
      Topic topic, RecordKey<T> key) {
    RecordEncoding<T> encoding = avro(topic, key);
    return (record, out) -> out.collect(new PlantRecord.Encoded(encoding.encode(record)));
  }

  // what was held back never goes through the outbox by itself; its place is where a person looks
  private FlatMapFunction<MesMessage, PlantRecord> mesMessages() {
    RecordEncoding<MesMessage> outbox = avro(Topic.MES_OUTBOX, MesMessage::getEquipment);
    RecordEncoding<MesMessage> status = avro(Topic.MES_STATUS, MesMessage::getBodId);
    return (message, out) ->
        out.collect(
            new PlantRecord.Encoded(
                message.getState() == MesState.PARKED
                    ? status.encode(message)
                    : outbox.encode(message)));
  }

  private BatchEncoding batches() {
    return new BatchEncoding(
        avro(Topic.CONDITIONS, EquipmentCondition::getEquipment),
        avro(Topic.STATES, EquipmentState::getEquipment),
        avro(Topic.GAPS, DataGap::getEquipment),
        avro(Topic.ASSETS, EquipmentAsset::getEquipment));
  }

  private <T extends SpecificRecordBase> AvroEncoding<T> avro(Topic topic, RecordKey<T> key) {
    return new AvroEncoding<>(topic.in(kafka), schemaIds.get(topic), key);
  }

  /** A batch is its rows and up to four kinds of records. */
  private record BatchEncoding(
      RecordEncoding<EquipmentCondition> conditions,
      RecordEncoding<EquipmentState> states,
      RecordEncoding<DataGap> gaps,
      RecordEncoding<EquipmentAsset> assets)
      implements FlatMapFunction<EquipmentBatch, PlantRecord> {

    @Override
    public void flatMap(EquipmentBatch batch, Collector<PlantRecord> out) {
      if (batch.size() > 0) {
        out.collect(new PlantRecord.Values(batch.rowsAlone()));
      }
      for (EquipmentCondition condition : batch.conditions()) {
        out.collect(new PlantRecord.Encoded(conditions.encode(condition)));
      }
      for (EquipmentState state : batch.states()) {
        out.collect(new PlantRecord.Encoded(states.encode(state)));
      }
      for (DataGap gap : batch.gaps()) {
        out.collect(new PlantRecord.Encoded(gaps.encode(gap)));
      }
      for (EquipmentAsset asset : batch.assets()) {
        out.collect(new PlantRecord.Encoded(assets.encode(asset)));
      }
    }
  }
}
