package io.resonance.job.mes;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.PlantKafkaSink;
import io.resonance.schema.registry.RecordKey;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Writes what the job finds out to the plant's topics. */
final class KafkaResults {

  private final PlantFile plant;
  private final Map<Topic, Integer> schemaIds;

  KafkaResults(PlantFile plant, Map<Topic, Integer> schemaIds) {
    this.plant = plant;
    this.schemaIds = schemaIds;
  }

  DataStream<KafkaRecord> status(DataStream<MesMessage> settled) {
    // the status topic is compacted: its key is the message, not the equipment
    return encode(settled, Topic.MES_STATUS, MesMessage::getBodId);
  }

  DataStream<KafkaRecord> deadLetters(DataStream<DeadLetter> refused) {
    return encode(refused, Topic.DEAD_LETTERS, DeadLetter::getSource);
  }

  DataStream<KafkaRecord> outbox(DataStream<MesMessage> again) {
    return encode(again, Topic.MES_OUTBOX, MesMessage::getEquipment);
  }

  DataStream<KafkaRecord> audit(DataStream<AuditEntry> entries) {
    return encode(entries, Topic.AUDIT, AuditEntry::getSource);
  }

  private <T extends SpecificRecordBase> DataStream<KafkaRecord> encode(
      DataStream<T> records, Topic topic, RecordKey<T> key) {
    AvroEncoding<T> encoding =
        new AvroEncoding<>(topic.in(plant.kafka()), schemaIds.get(topic), key);
    FlatMapFunction<T, KafkaRecord> encode = (record, out) -> out.collect(encoding.encode(record));
    return records
        .flatMap(encode)
        .returns(TypeInformation.of(KafkaRecord.class))
        .uid("encode-" + topic.suffix())
        .name("encode-" + topic.suffix());
  }

  /** Each kind of result with a sink of its own. */
  MesDeliveryPipeline.Results apart() {
    return new MesDeliveryPipeline.Results(
        settled -> write(status(settled), Topic.MES_STATUS),
        refused -> write(deadLetters(refused), Topic.DEAD_LETTERS),
        again -> write(outbox(again), Topic.MES_OUTBOX),
        entries -> write(audit(entries), Topic.AUDIT));
  }

  private void write(DataStream<KafkaRecord> records, Topic topic) {
    write(records, topic.suffix(), List.of());
  }

  /** Adds one sink, and so one transaction, of all of these. */
  void writeTogether(List<DataStream<KafkaRecord>> records, String what, List<String> topics) {
    write(records.stream().reduce(DataStream::union).orElseThrow(), what, topics);
  }

  private void write(DataStream<KafkaRecord> records, String what, List<String> further) {
    String transactionalId = plant.plant().id() + "-" + MesDeliveryJob.NAME + "-" + what;
    records
        .sinkTo(PlantKafkaSink.of(plant.kafka(), transactionalId, further))
        .uid("sink-kafka-" + what)
        .name("sink-kafka-" + what);
  }
}
